/** Directions of lines: one for each degree of half a turn. */
const DIRECTIONS = 180;
const COSINES = Float64Array.from({ length: DIRECTIONS }, (_, angle) => Math.cos((angle * Math.PI) / DIRECTIONS));
const SINES = Float64Array.from({ length: DIRECTIONS }, (_, angle) => Math.sin((angle * Math.PI) / DIRECTIONS));

/** Votes for lines in a square: for each direction, for each distance from the square's middle. */
export interface Votes {
  readonly counts: Float64Array;
  /** Distances in one direction: from -reach to reach, in pixels. */
  readonly reach: number;
}

/**
 * Counts the active pixels on each line: x cos(a) + y sin(a) = r, a in degrees, r rounded to pixels, x and y from the pixel in the middle (R. O. Duda
 * and P. E. Hart, Use of the Hough transformation to detect lines and curves in pictures, 1972).
 */
export function votesOf(active: Uint8Array, size: number): Votes {
  const middle = Math.floor(size / 2);
  const reach = Math.ceil(Math.SQRT2 * (middle + 1));
  const stride = 2 * reach + 1;
  const counts = new Float64Array(DIRECTIONS * stride);
  for (let i = 0; i < active.length; i++) {
    if (active[i] === 0) continue;
    const [x, y] = [(i % size) - middle, Math.floor(i / size) - middle];
    for (let angle = 0, at = reach; angle < DIRECTIONS; angle++, at += stride)
      counts[at + Math.round(x * COSINES[angle] + y * SINES[angle])]++;
  }
  return { counts, reach };
}

/** Votes under a filter of weights 1, 2, 1 quarters along distances, and along directions, which go round with distances turned. */
export function smoothedVotes({ counts, reach }: Votes): Votes {
  const stride = 2 * reach + 1;
  const along = counts.map((count, i) => {
    const r = i % stride;
    return (2 * count + (r > 0 ? counts[i - 1] : 0) + (r < stride - 1 ? counts[i + 1] : 0)) / 4;
  });
  const last = (DIRECTIONS - 1) * stride;
  const smooth = along.map((count, i) => {
    const r = i % stride;
    const before = i < stride ? along[last + stride - 1 - r] : along[i - stride];
    const after = i >= last ? along[stride - 1 - r] : along[i + stride];
    return (2 * count + before + after) / 4;
  });
  return { counts: smooth, reach };
}

/** Calls back for each pixel of a square that is on a line with at least so many votes; pixels on several lines come several times. */
export function drawLines(
  { counts, reach }: Votes,
  size: number,
  threshold: number,
  draw: (pixel: number) => void,
): void {
  const middle = Math.floor(size / 2);
  const stride = 2 * reach + 1;
  for (let i = 0; i < counts.length; i++) {
    if (!(counts[i] >= threshold)) continue;
    const angle = Math.floor(i / stride);
    const [distance, cosine, sine] = [(i % stride) - reach, COSINES[angle], SINES[angle]];
    const flat = Math.abs(sine) >= Math.abs(cosine);
    for (let k = 0; k < size; k++) {
      const other = flat
        ? Math.round((distance - (k - middle) * cosine) / sine) + middle
        : Math.round((distance - (k - middle) * sine) / cosine) + middle;
      if (other >= 0 && other < size) draw(flat ? other * size + k : k * size + other);
    }
  }
}

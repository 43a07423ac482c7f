/**
 * The upper envelope of parabolas that open downwards, one for each pixel with a height: height - distance². Along rows, then along columns
 * (P. F. Felzenszwalb and D. P. Huttenlocher, Distance Transforms of Sampled Functions, 2012, turned upside down; D. Coeurjolly and A. Montanvert,
 * Optimal Separable Algorithms to Compute the Reverse Euclidean Distance Transformation and Discrete Medial Axis, 2007).
 */
export interface Envelope {
  /** The height of the surface at each pixel; -Infinity where there is no parabola. */
  readonly heights: Float64Array;
  /** The pixel whose parabola is the highest there; -1 where there is none. */
  readonly sources: Int32Array;
}

/** @param heights -Infinity where there is no parabola */
export function upperEnvelope(heights: Float64Array, width: number, height: number): Envelope {
  const longest = Math.max(width, height);
  const line = new EnvelopeLine(longest);
  const across = new Float64Array(heights.length);
  const columns = new Int32Array(heights.length).fill(-1);
  for (let y = 0; y < height; y++) line.run(heights, across, columns, y * width, 1, width);
  const surface = new Float64Array(heights.length);
  const rows = new Int32Array(heights.length).fill(-1);
  for (let x = 0; x < width; x++) line.run(across, surface, rows, x, width, height);
  const sources = rows.map((row, i) => (row < 0 ? -1 : row * width + columns[row * width + (i % width)]));
  return { heights: surface, sources };
}

/** The envelope along one line. */
class EnvelopeLine {
  readonly #tops: Int32Array;
  readonly #from: Float64Array;

  constructor(length: number) {
    this.#tops = new Int32Array(length);
    this.#from = new Float64Array(length + 1);
  }

  run(
    input: Float64Array,
    output: Float64Array,
    tops: Int32Array,
    start: number,
    stride: number,
    length: number,
  ): void {
    const [tallest, from] = [this.#tops, this.#from];
    let last = -1;
    for (let q = 0; q < length; q++) {
      const height = input[start + q * stride];
      if (height === -Infinity) continue;
      let begins = -Infinity;
      while (last >= 0) {
        const top = tallest[last];
        begins = (input[start + top * stride] - height + q * q - top * top) / (2 * (q - top));
        if (begins > from[last]) break;
        last--;
        begins = -Infinity;
      }
      last++;
      tallest[last] = q;
      from[last] = begins;
    }
    if (last < 0) {
      for (let q = 0; q < length; q++) output[start + q * stride] = -Infinity;
      return;
    }
    from[last + 1] = Infinity;
    for (let q = 0, k = 0; q < length; q++) {
      while (from[k + 1] < q) k++;
      const top = tallest[k];
      output[start + q * stride] = input[start + top * stride] - (q - top) * (q - top);
      tops[start + q * stride] = top;
    }
  }
}

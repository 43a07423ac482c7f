import { describe, expect, it } from 'vitest';
import { canny } from './canny.ts';
import { drawLines, smoothedVotes, votesOf } from './hough.ts';

const [width, height] = [16, 14];
const image = Float64Array.from({ length: width * height }, (_, i) => {
  const [x, y] = [i % width, Math.floor(i / width)];
  return ((x * x * 3 + y * y * 5 + x * y * 7) % 17) + (x + 2 * y > 20 ? 20 : 0);
});
const everywhere = new Uint8Array(image.length).fill(1);

describe('canny', () => {
  // scikit-image 0.19: feature.canny(image, sigma, low_threshold=t, high_threshold=t), and the magnitude of SciPy's sobel. It also has
  // gradients at the border, which pixels beside it are compared with: those are left out.
  it.each([
    [
      1,
      10,
      '................ .#.............. ................ .....#........#. ...#.##.....##.. ..........##.... ........##...... ......##........ ....##.......... .###............ .#..........#... .............##. ..#..#.......... ................',
      [3, 5, 10.289565],
    ],
    [
      2,
      8,
      '................ ................ ................ ................ ...........####. ..........##.... ........##...... .....###........ ...###.......... .###............ ................ ................ ................ ................',
      [4, 12, 31.428264],
    ],
  ] as const)(
    'finds the edges that scikit-image finds (sigma %d, threshold %d)',
    (sigma, threshold, picture, [y, x, m]) => {
      const edges = canny(image, everywhere, width, height, threshold, sigma);
      const inside = (text: string) => text.slice(2, -2);
      const found = Array.from({ length: height }, (_, row) =>
        Array.from(edges.subarray(row * width, (row + 1) * width), (edge) => (edge > 0 ? '#' : '.')).join(''),
      );
      expect(found.map(inside).slice(2, -2)).toEqual(picture.split(' ').map(inside).slice(2, -2));
      expect(edges[y * width + x]).toBeCloseTo(m, 6);
    },
  );

  it('is one pixel wide along a step, and nothing beside what is not known', () => {
    const step = Float64Array.from({ length: 64 }, (_, i) => (i % 8 > 3 ? 10 : 0));
    const edges = canny(step, new Uint8Array(64).fill(1), 8, 8, 1, 0);
    expect([...edges.subarray(24, 32)]).toEqual([0, 0, 0, 40, 0, 0, 0, 0]);
    const valid = new Uint8Array(64).fill(1);
    valid[27] = 0;
    const beside = canny(step, valid, 8, 8, 1, 0);
    expect([19, 27, 35, 43].map((i) => beside[i])).toEqual([0, 0, 0, 40]);
  });
});

describe('votes for lines', () => {
  const picture = new Uint8Array(81);
  for (let y = 0; y < 9; y++) picture[y * 9 + (Math.floor((3 * y) / 2) % 9)] = 1;

  it('turns edges at 0, 45, 90 and 135 degrees into lines there', () => {
    // transform.hough_line counts from the corner; angles that are whole multiples of 45 degrees round alike.
    const { counts, reach } = votesOf(picture, 9);
    const best = (angle: number) =>
      Math.max(...counts.subarray(angle * (2 * reach + 1), (angle + 1) * (2 * reach + 1)));
    expect([0, 45, 90, 135].map(best)).toEqual([2, 2, 1, 4]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(9 * 180);
  });

  it('are on the line that has the most', () => {
    const diagonal = new Uint8Array(400);
    for (let k = 0; k < 20; k++) diagonal[k * 20 + k] = 1;
    const drawn = new Set<number>();
    drawLines(votesOf(diagonal, 20), 20, 20, (pixel) => drawn.add(pixel));
    for (let k = 0; k < 20; k++) expect(drawn.has(k * 21)).toBe(true);
    // Lines that are a degree or two off go through the same pixels, rounded.
    for (const pixel of drawn) expect(Math.abs((pixel % 20) - Math.floor(pixel / 20))).toBeLessThanOrEqual(1);
  });

  it('keep their number under the filter', () => {
    const { counts } = smoothedVotes(votesOf(picture, 9));
    expect(counts.reduce((sum, count) => sum + count)).toBeCloseTo(9 * 180, 9);
  });
});

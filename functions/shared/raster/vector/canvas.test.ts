import { describe, expect, it } from 'vitest';
import { Canvas, type Rgba } from './canvas.ts';
import { Coverage } from './coverage.ts';
import { MARKERS } from './marker.ts';

const RED: Rgba = [255, 0, 0, 1];

/** Lays colours, each over a part of the one pixel, and answers its red, green, blue and opacity. */
function laid(...layers: [Rgba, number][]): number[] {
  const canvas = new Canvas(1);
  const sheet = new Coverage(1, 1);
  for (const [color, part] of layers) {
    sheet.parts[0] = part;
    sheet.use(0, 0, 1, 1);
    canvas.lay(sheet, color);
  }
  const tiles = canvas.tiles([0, 1, 2]);
  return [...tiles.map(({ values }) => values[0]), tiles[0].mask?.[0] ?? 1];
}

describe('a canvas', () => {
  it('is empty at first', () => {
    expect(laid()).toEqual([0, 0, 0, 0]);
  });

  it('shows the colour itself under a mask of its opacity', () => {
    const [red, green, blue, opacity] = laid([[255, 128, 1, 0.66], 0.5]);
    expect([red, green, blue]).toEqual([255, 128, 1]);
    expect(opacity).toBeCloseTo(0.33, 6);
  });

  it('lays colours over each other', () => {
    expect(laid([RED, 1], [[0, 0, 255, 0.5], 1])).toEqual([128, 0, 128, 1]);
    // Half of half a blue over half a red: 0.25 + 0.75 * 0.5 of it is covered.
    const [red, , blue, opacity] = laid([[255, 0, 0, 0.5], 1], [[0, 0, 255, 0.5], 0.5]);
    expect(opacity).toBeCloseTo(0.625, 6);
    expect([red, blue]).toEqual([Math.round((255 * 0.375) / 0.625), Math.round((255 * 0.25) / 0.625)]);
  });

  it('answers the bands that are asked for', () => {
    const canvas = new Canvas(1);
    const sheet = new Coverage(1, 1);
    sheet.cover(0, 0);
    canvas.lay(sheet, [1, 2, 3, 1]);
    expect(canvas.tiles([2, 0]).map(({ values }) => values[0])).toEqual([3, 1]);
  });
});

describe('markers', () => {
  it('are those that are documented', () => {
    expect([...MARKERS.keys()].sort()).toEqual(
      (
        'circle cross diamond hexagon hexagram pentagon pentagram plus square star5 star6 triangle triangle_down ' +
        'triangle_left triangle_right triangle_up'
      ).split(' '),
    );
  });

  it.each([
    ['triangle_up', 0, -1],
    ['triangle_down', 0, 1],
    ['triangle_left', -1, 0],
    ['triangle_right', 1, 0],
    ['pentagram', 0, -1],
  ])('%s points the right way', (name, x, y) => {
    const [tipX, tipY] = MARKERS.get(name)?.outline ?? [];
    expect(tipX).toBeCloseTo(x, 12);
    expect(tipY).toBeCloseTo(y, 12);
  });

  it('have stars with straight edges through two tips', () => {
    for (const [name, tips] of [
      ['star5', 5],
      ['star6', 6],
    ] as const) {
      const star = MARKERS.get(name)?.outline ?? new Float64Array();
      const at = (i: number) => [star[(2 * i) % star.length], star[(2 * i + 1) % star.length]];
      // From one tip through the two inner corners to the tip after the next.
      const [[ax, ay], [bx, by], [cx, cy]] = [at(0), at(1), at(4)];
      expect((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)).toBeCloseTo(0, 12);
      expect(star.length).toBe(4 * tips);
    }
  });
});

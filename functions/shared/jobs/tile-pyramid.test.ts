import { describe, expect, it } from 'vitest';
import { pyramidLevels, tileCount, tilesBetween, zoomOfScale } from './tile-pyramid.ts';

const all = (levels: ReturnType<typeof pyramidLevels>) => [...tilesBetween(levels, 0, tileCount(levels))];
const names = (levels: ReturnType<typeof pyramidLevels>) => all(levels).map(({ zoom, x, y }) => `${zoom}/${x}/${y}`);

describe('the tiles of a pyramid', () => {
  it('are those that the bounds touch', () => {
    // As gdal2tiles has them.
    expect(names(pyramidLevels([-34.9, -8.1, -34.8, -7.9], 0, 3))).toEqual(['0/0/0', '1/0/1', '2/1/2', '3/3/4']);
    expect(pyramidLevels([-34.9, -8.1, -34.8, -7.9], 12, 12)).toEqual([
      { zoom: 12, x: 1650, y: 2138, width: 3, height: 3 },
    ]);
  });

  it('are all of a level for all of the Earth', () => {
    for (const zoom of [0, 1, 4]) {
      const [level] = pyramidLevels([-180, -90, 180, 90], zoom, zoom);
      expect(level).toEqual({ zoom, x: 0, y: 0, width: 2 ** zoom, height: 2 ** zoom });
    }
  });

  it('go around the world', () => {
    expect(names(pyramidLevels([170, 10, 190, 20], 3, 3))).toEqual(['3/7/3', '3/0/3']);
    expect(pyramidLevels([0, 10, 360, 20], 2, 2)).toEqual([{ zoom: 2, x: 2, y: 1, width: 4, height: 1 }]);
  });

  it('are none beyond the edges of the map', () => {
    expect(pyramidLevels([0, 86, 10, 89], 0, 2)).toEqual([]);
    expect(pyramidLevels([0, -89, 10, -86], 0, 2)).toEqual([]);
    expect(names(pyramidLevels([0, 84, 10, 89], 2, 2))).toEqual(['2/2/0']);
  });

  it('are each in one part, whatever the parts, and near each other', () => {
    const levels = pyramidLevels([-30, -40, 71, 60], 0, 6);
    const whole = names(levels);
    expect(new Set(whole).size).toBe(tileCount(levels));
    for (const size of [1, 7, 64]) {
      const parts = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) => [
        ...tilesBetween(levels, i * size, (i + 1) * size),
      ]);
      expect(parts.flat()).toEqual(all(levels));
    }
    const [first] = pyramidLevels([-180, -90, 180, 90], 6, 6);
    const part = [...tilesBetween([first], 64, 128)];
    expect(new Set(part.map(({ x }) => x)).size).toBe(8);
    expect(new Set(part.map(({ y }) => y)).size).toBe(8);
  });
});

it.each([
  [156_543, 0],
  [1e9, 0],
  [30, 12],
  [28, 12],
  [10, 14],
  [1, 17],
])('%d metres a pixel are zoom level %d', (scale, zoom) => {
  expect(zoomOfScale(scale)).toBe(zoom);
});

import { describe, expect, it } from 'vitest';
import type { FeatureViewOptions } from '../../catalog/feature-view.ts';
import type { Box } from '../../geometry/bounds.ts';
import { Geometry } from '../../geometry/geometry.ts';
import { orderOf } from './order.ts';
import { mapBox, meetsTile, placementOf } from './placement.ts';
import { type Features, thin } from './thinning.ts';

const geometry = (shape: ConstructorParameters<typeof Geometry>[0]) => new Geometry(shape, undefined, false);

/** Numbers that look random, the same each time (a linear congruential generator). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Small boxes, most of them in a crowd, and some large ones. */
function randomFeatures(count: number, seed: number): Features {
  const random = numbers(seed);
  const boxes = Array.from({ length: count }, (_, i): Box => {
    const size = i % 10 === 0 ? 0.2 * random() : 0.002 * random();
    const [x, y] = [0, 1].map(() => (i % 3 === 0 ? random() : 0.3 + 0.02 * random()));
    return [x, y, x + size, y + size];
  });
  const minZoomLevels = Uint8Array.from(boxes, (_, i) => (i % 4 === 0 ? Math.floor(8 * random()) : 0));
  const ranks = boxes.map(() => Math.floor(20 * random()));
  return {
    count,
    boxes: Float64Array.from(boxes.flat()),
    minZoomLevels,
    order: orderOf(count, [{ values: ranks, descending: true }], false),
  };
}

const boxOf = ({ boxes }: Features, i: number) => [...boxes.subarray(4 * i, 4 * i + 4)] as unknown as Box;

/** What each tile of a zoom level shows, looked at one by one. */
function shownAt(zoom: number, features: Features, most: number, cutoff = Infinity): Set<number> {
  const all = [...features.order.features].filter((i) => features.minZoomLevels[i] <= zoom);
  const shown = new Set<number>();
  for (let x = 0; x < 2 ** zoom; x++) {
    for (let y = 0; y < 2 ** zoom; y++) {
      const inside = all.filter((i) => meetsTile(boxOf(features, i), zoom, x, y) && features.order.places[i] < cutoff);
      for (const i of inside.slice(0, most)) shown.add(i);
    }
  }
  return shown;
}

const ZOOMS = [0, 1, 2, 3, 4, 5];
const options = (maxFeaturesPerTile: number, strategy: FeatureViewOptions['strategy']) => ({
  maxFeaturesPerTile,
  strategy,
});

describe.each([
  [300, 5, 1],
  [300, 40, 2],
  [40, 1, 3],
  [5, 50, 4],
])('%i features, at most %i a tile', (count, most, seed) => {
  const features = randomFeatures(count, seed);

  it('are first shown where the first tile shows them', () => {
    const { firstZooms } = thin(features, options(most, 'HIGHER_DENSITY'), () => undefined);
    const first = new Map<number, number>();
    for (const zoom of ZOOMS) {
      for (const i of shownAt(zoom, features, most)) if (!first.has(i)) first.set(i, zoom);
    }
    for (let i = 0; i < count; i++) {
      const found = first.get(i);
      if (found !== undefined) expect([i, firstZooms[i]]).toEqual([i, found]);
      else expect(firstZooms[i]).toBeGreaterThan(ZOOMS.length - 1);
    }
  });

  it('are left out everywhere with all that are no better, if they are left out somewhere', () => {
    const { cutoffs = [], firstZooms } = thin(features, options(most, 'GLOBALLY_CONSISTENT'), () => undefined);
    const { places, equals } = features.order;
    for (const zoom of ZOOMS) {
      const eligible = [...features.order.features].filter((i) => features.minZoomLevels[i] <= zoom);
      // The best rank that some tile has no room for.
      let worst = count;
      for (let x = 0; x < 2 ** zoom; x++) {
        for (let y = 0; y < 2 ** zoom; y++) {
          const over = eligible.filter((i) => meetsTile(boxOf(features, i), zoom, x, y))[most];
          if (over !== undefined) worst = Math.min(worst, equals[places[over]]);
        }
      }
      expect([zoom, cutoffs[zoom]]).toEqual([zoom, worst]);
    }
    for (let i = 0; i < count; i++) {
      const shown = ZOOMS.find((zoom) => features.minZoomLevels[i] <= zoom && places[i] < cutoffs[zoom]);
      if (shown === undefined) expect(firstZooms[i]).toBeGreaterThan(ZOOMS.length - 1);
      else expect(firstZooms[i]).toBe(shown);
    }
  });
});

it('gives up looking at ever smaller tiles where everything lies upon each other, and leaves nothing out for it', () => {
  const count = 3_000;
  const box: Box = [0.1, 0.1, 0.9, 0.9];
  const order = orderOf(count, [], false);
  const features = {
    count,
    boxes: Float64Array.from(Array.from({ length: count }, () => box).flat()),
    minZoomLevels: new Uint8Array(count),
    order,
  };
  let visits = 0;
  const { firstZooms } = thin(features, options(10, 'HIGHER_DENSITY'), (more) => {
    visits += more;
  });
  expect(visits).toBeLessThanOrEqual(12_000_000);
  expect([...firstZooms.slice(0, 10)]).toEqual(new Array(10).fill(0));
  // Not shown by any tile that was looked at; the level they are filed under is one of the map's.
  expect(firstZooms[10]).toBeGreaterThan(3);
  expect(firstZooms[10]).toBeLessThan(19);
});

describe('an order', () => {
  it('is by one criterion after the other, without a value last', () => {
    const values = [3, null, 1, 3, 2];
    const second = [0, 0, 0, 1, 0];
    const order = (descending: boolean) =>
      orderOf(
        5,
        [
          { values, descending },
          { values: second, descending: true },
        ],
        false,
      );
    expect([...order(false).features]).toEqual([2, 4, 3, 0, 1]);
    expect([...order(true).features]).toEqual([3, 0, 4, 2, 1]);
    expect([...order(true).places]).toEqual([1, 4, 3, 0, 2]);
  });

  it('knows equals, unless they are in an order that looks random', () => {
    const values = ['b', 'a', 'b', 'a', 'c'];
    const fixed = orderOf(5, [{ values, descending: false }], false);
    expect([...fixed.features]).toEqual([1, 3, 0, 2, 4]);
    expect([...fixed.equals]).toEqual([0, 0, 2, 2, 4]);
    const random = orderOf(5, [{ values, descending: false }], true);
    expect([...random.equals]).toEqual([0, 1, 2, 3, 4]);
    const shuffled = [...orderOf(100, [], true).features];
    expect(shuffled).not.toEqual(shuffled.toSorted((a, b) => a - b));
    expect(new Set(shuffled).size).toBe(100);
  });

  it('is refused for values that have none', () => {
    const values = [new Map([['a', 1]]), new Map([['b', 1]])];
    expect(() => orderOf(2, [{ values, descending: false }], false)).toThrow('can be sorted');
  });
});

describe('the place of a feature on the map', () => {
  it('is within a box, from north-west to south-east', () => {
    const [west, north, east, south] = mapBox(geometry({ type: 'Point', coordinates: [90, 0] }));
    expect(west).toBeCloseTo(0.75, 5);
    expect(north).toBeCloseTo(0.5, 5);
    expect(east).toBeGreaterThan(west);
    expect(south).toBeGreaterThan(north);
    expect(mapBox(geometry({ type: 'Point', coordinates: [0, 89.9] }))[1]).toBe(0);
  });

  it.each([
    ['a point', { type: 'Point', coordinates: [1, 1] }, 0, 0],
    // 0.01 of 360 degrees: 2.56 pixels at zoom level 0.
    [
      'a line',
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [3.6, 0],
        ],
      },
      1,
      0,
    ],
    // 0.25 pixels.
    [
      'a short line',
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [0.3515625, 0],
        ],
      },
      1,
      2,
    ],
    [
      'a line of no length',
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [0, 0],
        ],
      },
      1,
      24,
    ],
    // A square of 0.25 pixels a side at the Equator.
    [
      'an area',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [0.35156, 0],
            [0.35156, 0.35156],
            [0, 0.35156],
            [0, 0],
          ],
        ],
      },
      2,
      3,
    ],
    ['an area without a ring', { type: 'MultiPolygon', coordinates: [[[]]] }, 2, 24],
  ] as const)('%s', (_, shape, kind, minZoomLevel) => {
    expect(placementOf(geometry(shape as never))).toMatchObject({ kind, minZoomLevel });
  });

  it('of an area does without its holes', () => {
    const ring = (from: number, to: number) => [
      [from, from],
      [to, from],
      [to, to],
      [from, to],
      [from, from],
    ];
    const area = (rings: number[][][]) =>
      placementOf(geometry({ type: 'Polygon', coordinates: rings } as never)).minZoomLevel;
    expect(area([ring(0, 1)])).toBe(1);
    expect(area([ring(0, 1), ring(0.02, 0.98)])).toBeGreaterThan(1);
  });
});

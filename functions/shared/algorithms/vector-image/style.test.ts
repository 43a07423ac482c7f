import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageContext } from '../../expression/language.testing.ts';
import { subGrid, tilesOf as windowsOf } from '../../raster/grid.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import type { Json } from '../../values/value.ts';
import { collection, degreesGrid, imageOf, line, point, polygon, square, tilesOf } from './pixels.testing.ts';

type Args = { [name: string]: Json };
/** Red, green, blue and opacity of a pixel of 10 by 10. */
async function pixel(name: string, args: Args, column: number, row: number): Promise<number[]> {
  const tiles = await tilesOf(name, args, degreesGrid(10, 10));
  const i = row * 10 + column;
  return [...tiles.map(({ values }) => values[i]), Number((tiles[0].mask?.[i] ?? 1).toFixed(3))];
}

const AREA = collection([square(2, 2, 6)]);

describe('draw', () => {
  it('fills areas in part, and draws their outlines wholly', async () => {
    const args = { collection: AREA, color: 'ff8000' };
    expect(await pixel('Collection.draw', args, 5, 5)).toEqual([255, 128, 0, 0.66]);
    expect(await pixel('Collection.draw', args, 5, 1)).toEqual([255, 128, 0, 1]);
    expect(await pixel('Collection.draw', args, 2, 5)).toEqual([255, 128, 0, 1]);
    expect(await pixel('Collection.draw', args, 0, 0)).toEqual([0, 0, 0, 0]);
  });

  it('draws discs for points', async () => {
    const args = { collection: collection([point(5, 5)]), color: 'blue', pointRadius: 3, strokeWidth: 0 };
    const [blue] = (await tilesOf('Collection.draw', args, degreesGrid(10, 10))).slice(2);
    const area = Array.from(blue.mask ?? []).reduce((sum, part) => sum + part, 0) / 0.66;
    expect(Math.abs(area - Math.PI * 9)).toBeLessThan(0.3);
  });

  it('draws points that are beyond the grid as far as they reach into it', async () => {
    const args = { collection: collection([point(-2, 5)]), color: 'red' };
    expect((await pixel('Collection.draw', args, 0, 5))[3]).toBeGreaterThan(0.9);
  });
});

describe('style', () => {
  it('takes colours with their opacity', async () => {
    const args = { collection: AREA, color: '0000ff80', fillColor: '00ff0040' };
    const [red, green, blue, opacity] = await pixel('Collection.style', args, 5, 5);
    expect([red, green, blue]).toEqual([0, 255, 0]);
    expect(opacity).toBeCloseTo(64 / 255, 3);
    expect((await pixel('Collection.style', { ...args, fillColor: '00000000' }, 5, 1))[3]).toBeCloseTo(128 / 255, 3);
  });

  it('takes a feature’s own style from a property', async () => {
    const features = collection(
      [square(0, 0, 4), { look: { color: 'red', fillColor: 'lime' } }],
      [square(5, 5, 4), { look: { width: 0 } }],
      [square(0, 6, 3)],
    );
    const args = { collection: features, styleProperty: 'look', color: 'blue' };
    expect(await pixel('Collection.style', args, 2, 7)).toEqual([0, 255, 0, 1]);
    expect(await pixel('Collection.style', args, 0, 7)).toEqual([255, 0, 0, 1]);
    expect(await pixel('Collection.style', args, 5, 3)).toEqual([0, 0, 255, 0.66]);
    expect(await pixel('Collection.style', args, 1, 1)).toEqual([0, 0, 255, 1]);
  });

  it.each(['o', 's', 'd', 'x', '+', 'p', 'h', '^', 'v', '<', '>', 'circle', 'star6'])(
    'draws the shape %s',
    async (pointShape) => {
      const args = { collection: collection([point(5, 5)]), pointShape };
      expect((await pixel('Collection.style', args, 5, 5))[3]).toBeGreaterThan(0.3);
    },
  );

  it.each<[Args, string]>([
    [{ color: 'reddish' }, "Collection.style: Invalid color 'reddish' in 'color'."],
    [{ fillColor: '12' }, "Collection.style: Invalid color '12' in 'fillColor'."],
    [{ pointShape: 'blob' }, "Collection.style: Unknown 'pointShape': blob."],
    [{ lineType: 'wavy' }, "Collection.style: Unknown 'lineType': wavy."],
    [{ width: -1 }, "Collection.style: 'width' must be from 0 to 1000. Got -1."],
    [{ pointSize: 1e6 }, "Collection.style: 'pointSize' must be from 0 to 1000. Got 1000000."],
  ])('refuses %j', async (args, message) => {
    await expect(imageOf('Collection.style', { collection: AREA, ...args })).rejects.toThrow(message);
  });

  it('refuses styles of features that are none', async () => {
    const features = collection([square(0, 0, 4), { a: 1, b: { width: 'wide' }, c: { color: 'reddish' } }]);
    const look = (styleProperty: string) =>
      tilesOf('Collection.style', { collection: features, styleProperty }, degreesGrid(2, 2));
    await expect(look('a')).rejects.toThrow(
      "Collection.style: Property 'a' of feature '0' must be a dictionary of styles. Got: Integer.",
    );
    await expect(look('b')).rejects.toThrow("Property 'b' of feature '0': 'width' must be a Number. Got: String.");
    await expect(look('c')).rejects.toThrow("Invalid color 'reddish' in 'color'.");
  });
});

describe('tiles', () => {
  const place = fc.tuple(fc.double({ min: -4, max: 24, noNaN: true }), fc.double({ min: -4, max: 24, noNaN: true }));
  const shape = fc.oneof(
    fc.array(place, { minLength: 3, maxLength: 6 }).map((ring) => polygon(ring)),
    fc.array(place, { minLength: 2, maxLength: 5 }).map((places) => line(...places)),
    place.map(([x, y]) => point(x, y)),
  );
  const calls: [string, (features: Json) => [string, Args]][] = [
    ['draw', (features) => ['Collection.draw', { collection: features, color: 'red' }]],
    [
      'style',
      (features) => ['Collection.style', { collection: features, lineType: 'dashed', width: 3, pointShape: 'star5' }],
    ],
    ['areas', (features) => ['Image.paint', { image: 0, featureCollection: features, color: 'a' }]],
    ['outlines', (features) => ['Image.paint', { image: 0, featureCollection: features, color: 'a', width: 'a' }]],
    ['clip', (features) => ['Image.clipToCollection', { input: 1, collection: features }]],
    ['distance', (features) => ['Collection.distance', { features, searchRadius: 3e5 }]],
  ];

  it.each(calls)('of a picture are those of the whole: %s', async (_, call) => {
    await fc.assert(
      fc.asyncProperty(fc.array(shape, { minLength: 1, maxLength: 4 }), async (shapes) => {
        const [name, args] = call(collection(...shapes.map((each, i) => [each, { a: i + 1 }] as const)));
        const { bands } = await imageOf(name, args);
        const grid = degreesGrid(20, 20);
        const whole = await computeBands(bands, grid, languageContext.pixels);
        for (const window of windowsOf({ column: 0, row: 0, width: 20, height: 20 }, 10)) {
          const tiles = await computeBands(bands, subGrid(grid, window), languageContext.pixels);
          tiles.forEach(({ values, mask }, band) => {
            for (let i = 0; i < values.length; i++) {
              const at = (window.row + Math.floor(i / 10)) * 20 + window.column + (i % 10);
              const valid = whole[band].mask?.[at] ?? 1;
              expect(mask?.[i] ?? 1).toBeCloseTo(valid, 3);
              // Colours that hardly show are not exact.
              if (valid > 0.05) expect(Math.abs(values[i] - whole[band].values[at])).toBeLessThan(1.1);
            }
          });
        }
      }),
      { numRuns: 40 },
    );
  });
});

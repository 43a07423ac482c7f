import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';
import { collection, degreesGrid, imageOf, line, point, rowsOf, square } from './pixels.testing.ts';

const MASKED = $call('Image.mask', { image: 0, mask: 0 });
const FEATURES = collection([square(0, 0, 3), { a: 5 }], [square(2, 2, 2), { a: 8 }], [point(4.5, 0.5), { a: 1 }]);
const paint = (args: { [name: string]: Json }) =>
  rowsOf('Image.paint', { image: 0, featureCollection: FEATURES, ...args }, degreesGrid(5, 4));
const typeOf = async (args: { [name: string]: Json }) => {
  const { bands } = await imageOf('Image.paint', { image: 0, featureCollection: FEATURES, ...args });
  return bands[0].type.encode();
};
const failing = (args: { [name: string]: Json }) =>
  evaluateLanguage(exampleNode('Image.paint', { image: 0, featureCollection: FEATURES, ...args }));

describe('areas', () => {
  it('are painted one over the other', async () => {
    expect(await paint({ color: 'a' })).toEqual([
      [0, 0, 8, 8, 0],
      [5, 5, 8, 8, 0],
      [5, 5, 5, 0, 0],
      [5, 5, 5, 0, 1],
    ]);
  });

  it('show on an image that is masked', async () => {
    expect(await paint({ image: MASKED, color: 7 })).toEqual([
      [null, null, 7, 7, null],
      [7, 7, 7, 7, null],
      [7, 7, 7, null, null],
      [7, 7, 7, null, 7],
    ]);
  });

  it('are painted on all bands', async () => {
    const image = await imageOf('Image.paint', {
      image: $call('Image.constant', { value: [1, 2] }),
      featureCollection: FEATURES,
      color: 3,
    });
    expect(image.bands.map(({ id, type }) => [id, type.min, type.max])).toEqual([
      ['constant_0', 1, 3],
      ['constant_1', 2, 3],
    ]);
  });

  it('of unbounded geometries are everywhere', async () => {
    const everywhere = $call('Element.geometry', { feature: $call('Image.constant', { value: 1 }) });
    const features = collection([everywhere]);
    expect((await paint({ featureCollection: features, color: 2 })).flat().every((value) => value === 2)).toBe(true);
  });
});

describe('outlines', () => {
  it('are as wide as is said, in pixels', async () => {
    const features = collection([square(1, 1, 3)]);
    const rows = await rowsOf(
      'Image.paint',
      { image: 0, featureCollection: features, color: 1, width: 1 },
      degreesGrid(6, 6, -0.5, 5.5),
    );
    expect(rows.map((row) => row.join(''))).toEqual(['000000', '011110', '010010', '010010', '011110', '000000']);
  });

  it('may have the width of a property', async () => {
    const features = collection([line([0, 1.5], [6, 1.5]), { w: 1 }], [line([0, 4.5], [6, 4.5]), { w: 3 }]);
    const rows = await rowsOf(
      'Image.paint',
      { image: 0, featureCollection: features, color: 1, width: 'w' },
      degreesGrid(4, 6, 1, 6),
    );
    expect(rows.map((row) => row[0])).toEqual([1, 1, 1, 0, 1, 0]);
  });

  it('are not there where the property is missing or 0', async () => {
    const features = collection([line([0, 1.5], [6, 1.5])], [line([0, 4.5], [6, 4.5]), { w: 0 }]);
    const args = { image: 0, featureCollection: features, color: 1, width: 'w' };
    expect((await rowsOf('Image.paint', args, degreesGrid(4, 6))).flat().every((value) => value === 0)).toBe(true);
  });
});

describe('the type', () => {
  it('unites with that of the colours', async () => {
    expect(await typeOf({ color: 300 })).toMatchObject({ precision: 'int', min: 0, max: 300 });
    expect(await typeOf({ color: -1.5 })).toMatchObject({ precision: 'double', min: -1.5, max: 0 });
    expect(await typeOf({ color: 'a' })).toMatchObject({ precision: 'int', min: 0, max: 8 });
    expect(await typeOf({ color: 'none' })).toMatchObject({ precision: 'int', min: 0, max: 0 });
  });

  it('of bytes stays that of bytes', async () => {
    const image = $call('Image.uint8', { value: 0 });
    expect(await typeOf({ image, color: 'a' })).toMatchObject({ precision: 'int', min: 0, max: 255 });
  });
});

describe('what is wrong', () => {
  it.each<[string, { [name: string]: Json }, string]>([
    ['a colour', { color: [1] }, "Image.paint: 'color' must be a number or the name of a property. Got: List."],
    ['a width', { width: {} }, "Image.paint: 'width' must be a number or the name of a property. Got: Dictionary."],
    ['a large width', { width: 1e9 }, "Image.paint: 'width' must be at most 10000. Got 1000000000."],
  ])('%s', async (_, args, message) => {
    await expect(failing(args)).rejects.toThrow(message);
  });

  it('a property that is no number', async () => {
    const features = collection([square(0, 0, 1), { a: 'text' }]);
    await expect(failing({ featureCollection: features, color: 'a' })).rejects.toThrow(
      "Image.paint: Property 'a' of feature '0', named by 'color', must be a number. Got: String.",
    );
    await expect(
      rowsOf('Image.paint', { image: 0, featureCollection: features, width: 'a' }, degreesGrid(2, 2)),
    ).rejects.toThrow("Image.paint: Property 'a' of feature '0', named by 'width', must be a number. Got: String.");
  });
});

it('nothing is painted of an empty collection', async () => {
  expect((await paint({ featureCollection: collection(), color: 3 })).flat().every((value) => value === 0)).toBe(true);
});

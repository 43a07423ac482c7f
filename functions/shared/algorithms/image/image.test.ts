import { describe, expect, it } from 'vitest';
import { call, constant, evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';

type Reply = {
  bands: { id: string; data_type: { precision: string; min?: number; max?: number }; [key: string]: Json }[];
};

const image = (value: Json): Json => call('Image.constant', { value: constant(value) });
const evaluate = async (node: Json) => (await evaluateLanguage(node)) as unknown as Reply;
const bandIds = async (node: Json) => (await evaluate(node)).bands.map((band) => band.id);
const region = call('GeometryConstructors.BBox', {
  west: constant(0),
  south: constant(0),
  east: constant(1),
  north: constant(1),
});
/** The pixel value of each band. */
const pixel = (node: Json) =>
  evaluateLanguage(call('Image.reduceRegion', { image: node, reducer: call('Reducer.max', {}), geometry: region }));

describe('band math', () => {
  it('adds ranges as intervals', async () => {
    const [band] = (await evaluate(call('Image.add', { image1: image(7), image2: image(10) }))).bands;
    expect(band.data_type).toEqual({ type: 'PixelType', precision: 'int', min: 17, max: 17 });
  });

  it('matches one band with many, equal names with each other, and else positions', async () => {
    const named = (names: string[], values: number[]) =>
      call('Image.rename', { input: image(values), names: constant(names) });
    const subtract = (image1: Json, image2: Json) => call('Image.subtract', { image1, image2 });
    expect(await pixel(subtract(named(['a', 'b'], [5, 7]), image(1)))).toEqual({ a: 4, b: 6 });
    expect(await pixel(subtract(image(1), named(['a', 'b'], [5, 7])))).toEqual({ a: -4, b: -6 });
    expect(await pixel(subtract(named(['a', 'b'], [5, 7]), named(['b', 'a'], [1, 2])))).toEqual({ a: 3, b: 6 });
    expect(await pixel(subtract(named(['a', 'b'], [5, 7]), named(['c', 'd'], [1, 2])))).toEqual({ a: 4, b: 5 });
  });

  it('wants both images without bands, or none', async () => {
    const none = image([]);
    expect((await evaluate(none)).bands).toEqual([]);
    expect((await evaluate(call('Image.add', { image1: none, image2: none }))).bands).toEqual([]);
    for (const [image1, image2, counts] of [
      [none, image(1), '0 and 1'],
      [image([1, 2]), none, '2 and 0'],
    ] as const) {
      await expect(evaluate(call('Image.multiply', { image1, image2 }))).rejects.toThrow(
        `Image.multiply: If one image has no bands, the other must also have no bands. Got ${counts}.`,
      );
    }
    await expect(evaluate(call('Image.unmask', { input: none, value: image(0) }))).rejects.toThrow(
      'Image.unmask: If one image has no bands, the other must also have no bands. Got 0 and 1.',
    );
    expect(await bandIds(call('Image.addBands', { dstImg: none, srcImg: image(1) }))).toEqual(['constant']);
  });

  it('refuses images of two and three bands', async () => {
    await expect(evaluate(call('Image.add', { image1: image([1, 2]), image2: image([1, 2, 3]) }))).rejects.toThrow(
      /Image.add: Images must have the same number of bands/,
    );
  });
});

describe('bands', () => {
  const abc = call('Image.rename', { input: image([1, 2, 3]), names: constant(['a', 'b1', 'b2']) });

  it.each([
    [['b1'], ['b1']],
    [['b.*'], ['b1', 'b2']],
    [
      [0, -1],
      ['a', 'b2'],
    ],
    [
      ['a', 'a'],
      ['a', 'a_1'],
    ],
  ])('selects %j', async (selectors, expected) => {
    expect(await bandIds(call('Image.select', { input: abc, bandSelectors: constant(selectors) }))).toEqual(expected);
  });

  it('answers a pattern without a match with the bands that there are', async () => {
    await expect(evaluate(call('Image.select', { input: abc, bandSelectors: constant(['c']) }))).rejects.toThrow(
      "Image.select: Band pattern 'c' did not match any bands. Available bands: [a, b1, b2]",
    );
  });

  it('is not held up by patterns that backtrack', async () => {
    const long = call('Image.rename', { input: image(1), names: constant(['a'.repeat(5000)]) });
    await expect(evaluate(call('Image.select', { input: long, bandSelectors: constant(['(a+)+!']) }))).rejects.toThrow(
      /did not match/,
    );
  });

  it('adds bands, and replaces those of the same name if asked to', async () => {
    const other = call('Image.rename', { input: image([9, 8]), names: constant(['a', 'z']) });
    const add = (overwrite: boolean) =>
      call('Image.addBands', { dstImg: abc, srcImg: other, overwrite: constant(overwrite) });
    expect(await pixel(add(false))).toEqual({ a: 1, a_1: 9, b1: 2, b2: 3, z: 8 });
    expect(await pixel(add(true))).toEqual({ a: 9, b1: 2, b2: 3, z: 8 });
  });
});

describe('Image.parseExpression', () => {
  const formula = (text: string, values: { [name: string]: Json } = {}) => {
    const vars = ['DEFAULT_EXPRESSION_IMAGE', ...Object.keys(values)];
    const parsed = call('Image.parseExpression', {
      expression: constant(text),
      argName: constant('DEFAULT_EXPRESSION_IMAGE'),
      vars: constant(vars),
    });
    const images = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, image(value)]));
    const main = call('Image.rename', { input: image([10, 4]), names: constant(['nir', 'red']) });
    const node = {
      functionInvocationValue: { functionReference: 'f', arguments: { DEFAULT_EXPRESSION_IMAGE: main, ...images } },
    };
    return evaluateLanguage(
      call('Image.reduceRegion', { image: node as Json, reducer: call('Reducer.max', {}), geometry: region }),
      { f: parsed },
    ).then((result) => Object.values(result as object)[0]);
  };

  it.each([
    ["(b('nir') - b('red')) / (b('nir') + b('red'))", 6 / 14],
    ['b(0) * 2 + b(1)', 24],
    ['2 + 3 * 4 ** 2 / 8 % 5', 3],
    ['-2 ** 2', -4],
    ['a > 2 && a < 4 ? a * 10 : 0', 30],
    ['a == 3 || 0', 1],
    ['!a', 0],
    ['max(a, 7, 5) - min(1, a)', 6],
    ['sqrt(16) + abs(-1)', 5],
    ['a.constant + a["constant"]', 6],
    ['x = a + 1', 4],
    ['(1 + 2) * (3 + 4)', 21],
  ])('%s = %d', async (text, expected) => {
    expect(await formula(text, { a: 3 })).toBeCloseTo(expected, 6);
  });

  it.each([
    ['1 +', /Unexpected 'the end' at position 3/],
    ['(1', /Unexpected 'the end'/],
    ['1 $', /Unexpected/],
    ['nonsense(1)', /Unknown function 'nonsense'/],
    ['unknown', /Unknown variable 'unknown'/],
    ['"text"', /can only name a band/],
    ['('.repeat(5000), /nested deeper/],
    ["b('blue')", /no band named 'blue'/],
  ])('refuses %.20s', async (text, message) => {
    await expect(formula(text)).rejects.toThrow(message);
  });
});

describe('Image.visualize', () => {
  const visualize = (value: Json, args: { [name: string]: Json }) =>
    pixel(
      call('Image.visualize', {
        image: image(value),
        ...Object.fromEntries(Object.entries(args).map(([k, v]) => [k, constant(v)])),
      }),
    );

  it('stretches to bytes, and clamps', async () => {
    expect(await visualize([0, 50, 200], { min: 0, max: 100 })).toEqual({
      'vis-red': 0,
      'vis-green': 127,
      'vis-blue': 255,
    });
  });

  it('keeps whole results whole', async () => {
    // (28 - 20) * 255 / 120 = 17 exactly; a factor of 2.125 / 255 would give 16.
    expect(await visualize([28], { min: 20, max: 120 + 20 })).toEqual({ 'vis-gray': 17 });
  });

  it('interpolates palettes', async () => {
    const expected = { 'vis-red': 128, 'vis-green': 128, 'vis-blue': 255 };
    expect(await visualize(5, { min: 0, max: 20, palette: ['blue', '#ffffff', 'FF0000'] })).toEqual(expected);
  });

  it('applies gamma', async () => {
    expect(await visualize(25, { min: 0, max: 100, gamma: 2 })).toEqual({ 'vis-gray': 127 });
  });

  it.each([
    [{ palette: ['nocolour'] }, /Invalid color 'nocolour'/],
    [{ min: 1, max: 1 }, /must differ/],
    [{ bands: ['x'] }, /did not match any bands/],
    [{ gain: 1, min: 0 }, /not both/],
    [{ min: [1, 2] }, /must have 1 or 1 values/],
  ])('refuses %j', async (args, message) => {
    await expect(visualize(1, args as { [name: string]: Json })).rejects.toThrow(message);
  });
});

describe('Image.reduceRegion', () => {
  const reduce = (args: { [name: string]: Json }) =>
    evaluateLanguage(call('Image.reduceRegion', { image: image(2), ...args }));
  const mercator = call('Projection', { crs: constant('EPSG:3857') });
  const square = (from: number, to: number) =>
    call('GeometryConstructors.Polygon', {
      coordinates: constant([
        [
          [from, from],
          [to, from],
          [to, to],
          [from, to],
        ],
      ]),
      crs: mercator,
      geodesic: constant(false),
    });

  it('weighs pixels by the part that is covered', async () => {
    const sum = { reducer: call('Reducer.sum', {}), crs: mercator };
    expect(await reduce({ ...sum, geometry: square(0.5, 10.5) })).toEqual({ constant: 200 });
  });

  it('counts the pixels whose centres are inside', async () => {
    const count = { reducer: call('Reducer.count', {}), crs: mercator };
    expect(await reduce({ ...count, geometry: square(0.75, 10) })).toEqual({ constant: 81 });
  });

  it('answers too many pixels in the words of the service', async () => {
    const args = { reducer: call('Reducer.mean', {}), geometry: region, scale: constant(1), maxPixels: constant(1000) };
    await expect(reduce(args)).rejects.toThrow(
      /^Image.reduceRegion: Too many pixels in the region. Found \d+, but maxPixels allows only 1000\./,
    );
    expect(await reduce({ ...args, bestEffort: constant(true) })).toEqual({ constant: 2 });
    await expect(reduce({ ...args, scale: constant(1e-9), maxPixels: constant(1e300) })).rejects.toThrow(
      'maxPixels allows only 10000000000000.',
    );
  });

  it('needs a region for images without bounds', async () => {
    const message = /Provide 'geometry' parameter when aggregating over an unbounded image/;
    await expect(reduce({ reducer: call('Reducer.mean', {}) })).rejects.toThrow(message);
    const everywhere = call('Image.geometry', { feature: image(2) });
    await expect(reduce({ reducer: call('Reducer.mean', {}), geometry: everywhere })).rejects.toThrow(message);
  });

  it('takes an unbounded region for all of the image', async () => {
    const args = { reducer: call('Reducer.mean', {}), geometry: call('Image.geometry', { feature: image(2) }) };
    const clipped = call('Image.clip', { input: image(2), geometry: region });
    expect(
      await evaluateLanguage(call('Image.reduceRegion', { image: clipped, ...args, scale: constant(10_000) })),
    ).toEqual({ constant: 2 });
    await expect(evaluate(call('Image.clip', { input: image(2), geometry: args.geometry }))).rejects.toThrow(
      'Image.clip: The geometry for image clipping must not be unbounded.',
    );
  });

  it('is null where there is nothing', async () => {
    const masked = call('Image.updateMask', { image: image(1), mask: image(0) });
    const args = { image: masked, geometry: region, scale: constant(10_000) };
    expect(await evaluateLanguage(call('Image.reduceRegion', { ...args, reducer: call('Reducer.mean', {}) }))).toEqual({
      constant: null,
    });
    expect(await evaluateLanguage(call('Image.reduceRegion', { ...args, reducer: call('Reducer.count', {}) }))).toEqual(
      { constant: 0 },
    );
  });
});

describe('values and combinations', () => {
  it('clamps, scales, and evaluates polynomials', async () => {
    expect(
      await pixel(call('Image.clamp', { input: image([-5, 0.5, 7]), low: constant(0), high: constant(1) })),
    ).toEqual({
      constant_0: 0,
      constant_1: 0.5,
      constant_2: 1,
    });
    expect(await pixel(call('Image.unitScale', { input: image(5), low: constant(0), high: constant(20) }))).toEqual({
      constant: 0.25,
    });
    expect(await pixel(call('Image.polynomial', { image: image(3), coefficients: constant([1, 0, 2]) }))).toEqual({
      constant: 19,
    });
  });

  it('exchanges values, and masks those that are not listed', async () => {
    const remap = (value: number, args: { [name: string]: Json } = {}) =>
      pixel(
        call('Image.remap', { image: image(value), from: constant([7, 1, 3]), to: constant([70, 10, 30]), ...args }),
      );
    expect(await remap(3)).toEqual({ remapped: 30 });
    expect(await remap(7)).toEqual({ remapped: 70 });
    expect(await remap(4)).toEqual({ remapped: null });
    expect(await remap(4, { defaultValue: constant(-1) })).toEqual({ remapped: -1 });
  });

  it('lays one image over another', async () => {
    const masked = call('Image.updateMask', { image: image(9), mask: image(0) });
    expect(await pixel(call('Image.blend', { bottom: image(1), top: image(9) }))).toEqual({ constant: 9 });
    expect(await pixel(call('Image.blend', { bottom: image(1), top: masked }))).toEqual({ constant: 1 });
    const half = call('Image.updateMask', { image: image(9), mask: image(0.5) });
    expect(await pixel(call('Image.blend', { bottom: image(1), top: half }))).toEqual({ constant: 5 });
    const hidden = call('Image.updateMask', { image: image(1), mask: image(0) });
    const alone = call('Image.blend', { bottom: hidden, top: half });
    expect(await pixel(alone)).toEqual({ constant: 9 });
    expect(await pixel(call('Image.mask', { image: alone }))).toEqual({ constant: 0.5 });
  });
});

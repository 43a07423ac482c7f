import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';

const evaluate = (name: string, args: { [name: string]: Json }) => evaluateLanguage(exampleNode(name, args));
const array = (values: Json) => $call('Array', { values });
const type = (more: object) => ({ data_type: { type: 'PixelType', precision: 'int', ...more } });
const point = $call('GeometryConstructors.Point', { coordinates: [0.5, 0.5] });

describe('Image.constant', () => {
  it('has arrays everywhere', async () => {
    const matrix = array([
      [1, 2],
      [3, 4],
    ]);
    expect(await evaluate('Image.constant', { value: matrix })).toMatchObject({
      bands: [{ id: 'constant', ...type({ min: 1, max: 4, dimensions: 2 }) }],
    });
    expect(await evaluate('Image.constant', { value: [array([1, 2]), 3] })).toMatchObject({
      bands: [
        { id: 'constant_0', ...type({ min: 1, max: 2, dimensions: 1 }) },
        { id: 'constant_1', ...type({ min: 3, max: 3 }) },
      ],
    });
    // Coefficients by values, as for a tasseled cap.
    const values = $call('Image.toArray', {
      image: $call('Image.toArray', { image: $call('Image.constant', { value: [10, 1] }) }),
      axis: 1,
    });
    const product = $call('Image.matrixMultiply', {
      image1: $call('Image.constant', { value: matrix }),
      image2: values,
    });
    const flat = $call('Image.arrayFlatten', { image: product, coordinateLabels: [['a', 'b'], ['c']] });
    const sampled = $call('Image.sample', { image: flat, region: point, scale: 1000 });
    expect(await evaluate('Collection.first', { collection: sampled })).toMatchObject({
      properties: { a_c: 12, b_c: 34 },
    });
  });

  it('refuses what is neither a number nor an array', async () => {
    await expect(evaluate('Image.constant', { value: ['a'] })).rejects.toThrow(
      "Image.constant, argument 'value': A number, or a list of numbers, is expected.",
    );
  });
});

describe('Image.date', () => {
  const dated = (value: Json) =>
    $call('Element.set', { object: $call('Image.constant', { value: 1 }), key: 'system:time_start', value });

  it('takes milliseconds or a date', async () => {
    const date = $call('Date', { value: '2020-01-01' });
    expect(await evaluate('Image.date', { image: dated(date) })).toEqual({ type: 'Date', value: 1577836800000 });
    expect(await evaluate('Image.date', { image: dated(5) })).toEqual({ type: 'Date', value: 5 });
    await expect(evaluate('Image.date', { image: 1 })).rejects.toThrow("has no property 'system:time_start'");
  });
});

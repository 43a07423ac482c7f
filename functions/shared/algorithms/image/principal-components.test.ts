import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';
import { both, column, row } from './places.testing.ts';

const reducer = (name: string): Json => $call(`Reducer.${name}`, {});
const reduce = (image: Json, by: Json): Promise<Json> =>
  evaluateLanguage(exampleNode('Image.reduceRegion', { image, reducer: by, geometry }));
const geometry = $call('GeometryConstructors.Rectangle', { coordinates: [0, -3, 4, 0], geodesic: false });
const stack = (...images: Json[]): Json =>
  images.reduce((dstImg, srcImg) => $call('Image.addBands', { dstImg, srcImg }));

describe('principal components', () => {
  /** Covariances of the columns of rows by their definition. */
  function covariances(rows: readonly (readonly number[])[]): number[][] {
    const means = rows[0].map((_, k) => rows.reduce((sum, values) => sum + values[k], 0) / rows.length);
    return means.map((a, i) =>
      means.map((b, j) => rows.reduce((sum, values) => sum + (values[i] - a) * (values[j] - b), 0) / rows.length),
    );
  }

  const names = ['a', 'b', 'c'];
  const image = $call('Image.rename', {
    input: stack(
      column,
      both('add', both('multiply', column, row), row),
      both('multiply', both('subtract', column, row), both('subtract', column, row)),
    ),
    names,
  });
  const rows = [0, 1, 2].flatMap((y) => [0, 1, 2, 3].map((x) => [x, x * y + y, (x - y) ** 2]));
  const close = (values: readonly (readonly number[])[]) =>
    values.map((line) => line.map((value) => expect.closeTo(value, 9)));

  // As the guide has it: https://developers.google.com/earth-engine/guides/arrays_eigen_analysis
  const region = (of: Json, by: Json): Json => $call('Image.reduceRegion', { image: of, reducer: by, geometry });
  const means = $call('Image.constant', {
    value: $call('Dictionary.values', { dictionary: region(image, reducer('mean')), keys: names }),
  });
  const arrays = $call('Image.toArray', { image: both('subtract', image, means) });
  const covariance = $call('Array', {
    values: $call('Dictionary.get', { dictionary: region(arrays, reducer('centeredCovariance')), key: 'array' }),
  });
  const eigens = $call('Array.eigen', { input: covariance });
  const eigenValues = $call('Array.slice', { array: eigens, axis: 1, start: 0, end: 1 });
  const eigenVectors = $call('Array.slice', { array: eigens, axis: 1, start: 1 });
  const flat = (input: Json, prefix: string): Json =>
    $call('Image.arrayFlatten', {
      image: $call('Image.arrayProject', { input, axes: [0] }),
      coordinateLabels: [[1, 2, 3].map((n) => prefix + n)],
    });
  const deviations = flat($call('Image.constant', { value: $call('Array.sqrt', { input: eigenValues }) }), 'sd');
  const components = both(
    'divide',
    flat(
      both(
        'matrixMultiply',
        $call('Image.constant', { value: eigenVectors }),
        $call('Image.toArray', { image: arrays, axis: 1 }),
      ),
      'pc',
    ),
    deviations,
  );

  it('have covariances to begin with, centred by hand or by the reducer', async () => {
    const expected = { array: close(covariances(rows)) };
    expect(await reduce(arrays, reducer('centeredCovariance'))).toEqual(expected);
    expect(await reduce($call('Image.toArray', { image }), reducer('covariance'))).toEqual(expected);
  });

  it('have the variances of the image in all, and none in common', async () => {
    const values = ((await evaluateLanguage(exampleNode('Array.eigen', { input: covariance }))) as number[][]).map(
      ([value]) => value,
    );
    const by = covariances(rows);
    const determinant =
      by[0][0] * (by[1][1] * by[2][2] - by[1][2] ** 2) -
      by[0][1] * (by[0][1] * by[2][2] - by[1][2] * by[0][2]) +
      by[0][2] * (by[0][1] * by[1][2] - by[1][1] * by[0][2]);
    expect(values[0] + values[1] + values[2]).toBeCloseTo(by[0][0] + by[1][1] + by[2][2], 9);
    expect(values[0] * values[1] * values[2]).toBeCloseTo(determinant, 9);
    const together = await reduce($call('Image.toArray', { image: components }), reducer('covariance'));
    expect(together).toEqual({ array: close([[1, 0, 0], [0, 1, 0], [0, 0, 1]]) }); // biome-ignore format: a matrix
  });
});

import { describe, expect, it } from 'vitest';
import { call, evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';

const run = (name: string, args: { [key: string]: Json }): Promise<Json> => evaluateLanguage(exampleNode(name, args));
const array = (values: Json): Json => $call('Array', { values });

describe('types of arrays', () => {
  it.each<[string, Json, string]>([
    ['of integers', [1, 2], '1'],
    ['of a number with a fraction', [1, 2.5], '1.0'],
    ['cast to integers', $call('Array.int8', { input: array([1.5]) }), '1'],
    ['that were divided', $call('Array.divide', { left: array([2]), right: array([2]) }), '1.0'],
  ])('%s show in their numbers', async (_, values, text) => {
    const first = $call('Array.get', { array: Array.isArray(values) ? array(values) : values, position: [0] });
    expect(await run('String', { input: first })).toBe(text);
  });

  it('follow the widest of what is put together', async () => {
    const cat = $call('Array.cat', { arrays: [array([1]), array([0.5])] });
    expect(await run('Array.toList', { array: cat })).toEqual([1, 0.5]);
  });

  it('hold integers at their ends', async () => {
    expect(await run('Array', { values: [-1, 70000, 2.9], pixelType: $call('PixelType.uint16', {}) })).toEqual([
      0, 65535, 2,
    ]);
  });
});

describe('arrays refuse', () => {
  it.each<[string, { [key: string]: Json }, string]>([
    ['Array', { values: [[1], [2, 3]] }, 'Array: All lists at the same depth must have the same length.'],
    ['Array', { values: [1, [2]] }, 'Array: All lists at the same depth'],
    ['Array', { values: ['a'] }, 'Array: Arrays are made of numbers'],
    ['Array', { values: [] }, "Array: 'pixelType' is required"],
    ['Array.add', { left: array([1, 2]), right: array([1]) }, 'Array.add: The arrays must have the same lengths'],
    ['Array.get', { array: array([1]), position: [1] }, 'Array.get: Position [1] is out of bounds'],
    ['Array.get', { array: array([1]), position: [0, 0] }, "Array.get: 'position' must have 1 elements"],
    ['Array.slice', { array: array([1]), axis: 1 }, "Array.slice: 'axis' must be between 0 and 0"],
    ['Array.project', { array: array([[1], [2]]), axes: [1] }, 'Array.project: Axis 0 of length 2 cannot be dropped.'],
    ['Array.reshape', { array: array([1, 2, 3]), shape: array([2, -1]) }, 'Array.reshape: An array of 3 elements'],
    [
      'Array.sort',
      {
        array: array([
          [1, 2],
          [3, 4],
        ]),
      },
      "Array.sort: 'array' may have more than one element along one",
    ],
    ['Array.identity', { size: 1e9 }, 'Array.identity: The array would have'],
    [
      'Array.matrixInverse',
      {
        input: array([
          [1, 2],
          [2, 4],
        ]),
      },
      'Array.matrixInverse: The matrix is singular',
    ],
    ['Array.matrixDeterminant', { input: array([[1, 2]]) }, "Array.matrixDeterminant: 'input' must be a square matrix"],
    ['Array.matrixMultiply', { left: array([1]), right: array([1]) }, "Array.matrixMultiply: 'left' must be a matrix"],
    [
      'Array.eigen',
      {
        input: array([
          [0, -1],
          [1, 0],
        ]),
      },
      'Array.eigen: The matrix has eigenvalues that are not real.',
    ],
    [
      'Array.matrixCholeskyDecomposition',
      {
        array: array([
          [1, 2],
          [2, 1],
        ]),
      },
      'is not positive definite',
    ],
    ['Array.matrixSolve', { left: array([[1, 2]]), right: array([[1]]) }, 'Array.matrixSolve: The equations are under'],
  ])('%s(%j)', async (name, args, message) => {
    await expect((async () => run(name, args))()).rejects.toThrow(message);
  });

  it('values that are no numbers', async () => {
    await expect(
      (async () => evaluateLanguage(call('Array.abs', { input: { constantValue: 'x' } })))(),
    ).rejects.toThrow("Array.abs, argument 'input': Invalid type.\nExpected type: Array.");
  });
});

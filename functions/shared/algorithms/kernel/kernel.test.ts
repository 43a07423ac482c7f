import { describe, expect, it } from 'vitest';
import { call, constant, evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';

const kernel = (name: string, args: { [name: string]: Json } = {}): Json =>
  call(`Kernel.${name}`, Object.fromEntries(Object.entries(args).map(([key, value]) => [key, constant(value)])));
const weights = async (node: Json) => ((await evaluateLanguage(node)) as { weights: number[][] }).weights;

describe('kernels', () => {
  it.each([
    [
      'circle',
      [
        [0, 1, 0],
        [1, 1, 1],
        [0, 1, 0],
      ],
    ],
    [
      'square',
      [
        [1, 1, 1],
        [1, 1, 1],
        [1, 1, 1],
      ],
    ],
    [
      'cross',
      [
        [1, 0, 1],
        [0, 1, 0],
        [1, 0, 1],
      ],
    ],
    [
      'plus',
      [
        [0, 1, 0],
        [1, 1, 1],
        [0, 1, 0],
      ],
    ],
    [
      'diamond',
      [
        [0, 1, 0],
        [1, 1, 1],
        [0, 1, 0],
      ],
    ],
    [
      'chebyshev',
      [
        [1, 1, 1],
        [1, 0, 1],
        [1, 1, 1],
      ],
    ],
    [
      'manhattan',
      [
        [2, 1, 2],
        [1, 0, 1],
        [2, 1, 2],
      ],
    ],
  ])('%s of radius 1', async (name, rows) => {
    expect(await weights(kernel(name, { radius: 1, normalize: false }))).toEqual(rows);
  });

  it('sums up to the magnitude when normalised', async () => {
    for (const name of ['circle', 'gaussian', 'octagon']) {
      const all = (await weights(kernel(name, { radius: 4, magnitude: 3 }))).flat();
      expect(all.reduce((sum, weight) => sum + weight)).toBeCloseTo(3, 12);
    }
  });

  it('turns clockwise, four times to where it was', async () => {
    const rotate = (rotations: number) =>
      weights(call('Kernel.rotate', { kernel: kernel('sobel'), rotations: constant(rotations) }));
    expect(await rotate(1)).toEqual([
      [-1, -2, -1],
      [0, 0, 0],
      [1, 2, 1],
    ]);
    expect(await rotate(-3)).toEqual(await rotate(1));
    expect(await rotate(4)).toEqual(await weights(kernel('sobel')));
  });

  it('adds focus on focus, and inverts all but zeros', async () => {
    const added = call('Kernel.add', {
      kernel1: kernel('chebyshev', { radius: 1 }),
      kernel2: kernel('fixed', { weights: [[10]] }),
    });
    expect(await weights(added)).toEqual([
      [1, 1, 1],
      [1, 10, 1],
      [1, 1, 1],
    ]);
    expect(await weights(call('Kernel.inverse', { kernel: kernel('sobel') }))).toEqual([
      [-1, 0, 1],
      [-0.5, 0, 0.5],
      [-1, 0, 1],
    ]);
  });

  it.each([
    [kernel('circle', { radius: 0 }), /radius must be positive/],
    [kernel('circle', { radius: 1e9 }), /at most 1000000/],
    [kernel('circle', { radius: 1, units: 'feet' }), /argument 'units': Unknown value 'feet'/],
    [kernel('fixed', { weights: [[1], [1, 2]] }), /same length/],
    [kernel('fixed', { weights: [[1]], x: 3 }), /outside of the kernel/],
  ])('refuses %#', async (node, message) => {
    await expect((async () => evaluateLanguage(node))()).rejects.toThrow(message);
  });

  it('with negative weights are scaled to a sum of 0', async () => {
    const rows = await weights(kernel('laplacian8', { normalize: true, magnitude: 16 }));
    expect(rows).toEqual([
      [2, 2, 2],
      [2, -16, 2],
      [2, 2, 2],
    ]);
  });
});

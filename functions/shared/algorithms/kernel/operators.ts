import { wrong } from '../../errors.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { type Algorithm, algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { fixedKernel, Kernel, scaled, type Weights } from './kernel.ts';
import { kernelType } from './kernel-type.ts';

/** The operators of edge detection (Gonzalez and Woods, Digital Image Processing, chapter 10; Pratt for the compass). */
const OPERATORS: readonly { name: string; description: string; rows: number[][] }[] = [
  {
    name: 'sobel',
    description: "Sobel's operator: a smoothed horizontal derivative.",
    rows: [
      [-1, 0, 1],
      [-2, 0, 2],
      [-1, 0, 1],
    ],
  },
  {
    name: 'prewitt',
    description: "Prewitt's operator: a horizontal derivative.",
    rows: [
      [1, 0, -1],
      [1, 0, -1],
      [1, 0, -1],
    ],
  },
  {
    name: 'roberts',
    description: "Roberts' cross: a diagonal derivative.",
    rows: [
      [1, 0],
      [0, -1],
    ],
  },
  {
    name: 'kirsch',
    description: "Kirsch's operator: an edge to the north.",
    rows: [
      [5, 5, 5],
      [-3, 0, -3],
      [-3, -3, -3],
    ],
  },
  {
    name: 'compass',
    description: "Prewitt's compass operator: an edge to the west.",
    rows: [
      [1, 1, -1],
      [1, -2, -1],
      [1, 1, -1],
    ],
  },
  {
    name: 'laplacian4',
    description: 'The Laplacian over four neighbours.',
    rows: [
      [0, 1, 0],
      [1, -4, 1],
      [0, 1, 0],
    ],
  },
  {
    name: 'laplacian8',
    description: 'The Laplacian over eight neighbours.',
    rows: [
      [1, 1, 1],
      [1, -8, 1],
      [1, 1, 1],
    ],
  },
];

function declare({ name, description, rows }: (typeof OPERATORS)[number]): Algorithm {
  const focus = [Math.floor((rows[0].length - 1) / 2), Math.floor((rows.length - 1) / 2)] as const;
  return algorithm({
    name: `Kernel.${name}`,
    description,
    returns: 'Kernel',
    parameters: { magnitude: defaulted(t.float, 1), normalize: defaulted(t.boolean, false) },
    examples: [
      {
        args: {},
        result: { type: `Kernel.${name}`, magnitude: 1, normalize: false, center: [...focus], weights: rows },
      },
    ],
    run: ({ magnitude, normalize }) =>
      fixedKernel(name, scaled({ rows, focus }, normalize, magnitude), { magnitude, normalize }),
  });
}

/** The numbers of a list of lists; rows of one length. */
function matrix(lists: readonly (readonly unknown[])[]): number[][] {
  const rows = lists.map((row) =>
    row.map((weight) => {
      if (isNumberValue(weight)) return toDouble(weight);
      throw wrong("'weights' must be a list of lists of numbers.");
    }),
  );
  if (rows.length === 0 || rows[0].length === 0) throw wrong("'weights' must not be empty.");
  if (rows.some((row) => row.length !== rows[0].length))
    throw wrong("The rows of 'weights' must have the same length.");
  return rows;
}

/** A quarter turn clockwise. */
function turned({ rows, focus: [x, y] }: Weights): Weights {
  const height = rows.length;
  const turnedRows = rows[0].map((_, column) =>
    Array.from({ length: height }, (__, row) => rows[height - 1 - row][column]),
  );
  return { rows: turnedRows, focus: [height - 1 - y, x] };
}

/** The weights of two kernels added, focus on focus. */
function sum(a: Weights, b: Weights): Weights {
  const before = [0, 1].map((axis) => Math.max(a.focus[axis], b.focus[axis]));
  const after = [
    Math.max(a.rows[0].length - a.focus[0], b.rows[0].length - b.focus[0]),
    Math.max(a.rows.length - a.focus[1], b.rows.length - b.focus[1]),
  ];
  const at = ({ rows, focus }: Weights, x: number, y: number) => rows[y + focus[1]]?.[x + focus[0]] ?? 0;
  const rows = Array.from({ length: before[1] + after[1] }, (_, row) =>
    Array.from({ length: before[0] + after[0] }, (__, column) => {
      const [x, y] = [column - before[0], row - before[1]];
      return at(a, x, y) + at(b, x, y);
    }),
  );
  return { rows, focus: [before[0], before[1]] };
}

/** Kernels that are known by name, given by their weights, or made from others. */
export const KERNEL_OPERATORS = [
  ...OPERATORS.map(declare),
  algorithm({
    name: 'Kernel.fixed',
    description: 'A kernel of given weights, with its focus in the middle unless it is given.',
    returns: 'Kernel',
    parameters: {
      width: defaulted(t.integer, -1),
      height: defaulted(t.integer, -1),
      weights: required(t.list(t.objects)),
      x: defaulted(t.integer, -1),
      y: defaulted(t.integer, -1),
      normalize: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: { weights: [[1, 2, 3]], normalize: true },
        result: { type: 'Kernel.fixed', normalize: true, center: [1, 0], weights: [[1 / 6, 2 * (1 / 6), 3 * (1 / 6)]] },
      },
    ],
    run: ({ width, height, weights, x, y, normalize }) => {
      const rows = matrix(weights);
      if (width >= 0 && width !== rows[0].length)
        throw wrong(`'width' is ${width}, but the rows have ${rows[0].length} weights.`);
      if (height >= 0 && height !== rows.length)
        throw wrong(`'height' is ${height}, but there are ${rows.length} rows.`);
      const focus = [x < 0 ? Math.floor(rows[0].length / 2) : x, y < 0 ? Math.floor(rows.length / 2) : y] as const;
      if (focus[0] >= rows[0].length || focus[1] >= rows.length)
        throw wrong(`The focus [${focus}] is outside of the kernel.`);
      return fixedKernel('fixed', scaled({ rows, focus }, normalize, 1), { normalize });
    },
  }),
  algorithm({
    name: 'Kernel.rotate',
    description: 'The kernel turned by quarter turns, clockwise.',
    returns: 'Kernel',
    parameters: { kernel: required(kernelType), rotations: required(t.integer) },
    examples: [
      {
        args: { kernel: $call('Kernel.roberts', {}), rotations: 1 },
        result: {
          type: 'Kernel.rotate',
          rotations: 1,
          center: [1, 0],
          weights: [
            [0, 1],
            [-1, 0],
          ],
        },
      },
    ],
    run: ({ kernel, rotations }) =>
      new Kernel('rotate', { rotations }, kernel.inMeters, (size) => {
        let weights = kernel.weights(size);
        for (let i = ((rotations % 4) + 4) % 4; i > 0; i--) weights = turned(weights);
        return weights;
      }),
  }),
  algorithm({
    name: 'Kernel.inverse',
    description: 'The kernel with the reciprocal of each weight; weights of 0 stay 0.',
    returns: 'Kernel',
    parameters: { kernel: required(kernelType) },
    examples: [
      {
        args: { kernel: $call('Kernel.sobel', {}) },
        result: {
          type: 'Kernel.inverse',
          center: [1, 1],
          weights: [
            [-1, 0, 1],
            [-0.5, 0, 0.5],
            [-1, 0, 1],
          ],
        },
      },
    ],
    run: ({ kernel }) =>
      new Kernel('inverse', {}, kernel.inMeters, (size) => {
        const { rows, focus } = kernel.weights(size);
        return { rows: rows.map((row) => row.map((weight) => (weight === 0 ? 0 : 1 / weight))), focus };
      }),
  }),
  algorithm({
    name: 'Kernel.add',
    description: 'The sum of two kernels, focus on focus.',
    returns: 'Kernel',
    parameters: {
      kernel1: required(kernelType),
      kernel2: required(kernelType),
      normalize: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: {
          kernel1: $call('Kernel.laplacian4', {}),
          kernel2: $call('Kernel.plus', { radius: 1, normalize: false }),
        },
        result: {
          type: 'Kernel.add',
          normalize: false,
          center: [1, 1],
          weights: [
            [0, 2, 0],
            [2, -3, 2],
            [0, 2, 0],
          ],
        },
      },
    ],
    run: ({ kernel1, kernel2, normalize }) =>
      new Kernel('add', { normalize }, kernel1.inMeters || kernel2.inMeters, (size) =>
        scaled(sum(kernel1.weights(size), kernel2.weights(size)), normalize, 1),
      ),
  }),
];

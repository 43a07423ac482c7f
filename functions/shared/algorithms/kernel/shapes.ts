import { wrong } from '../../errors.ts';
import { type Algorithm, algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { Kernel, scaled, type Weights, weightsAround } from './kernel.ts';

/** The units of radii. */
const units = t.oneOf('pixels', 'meters');

/** The size of a radius in pixels, for pixels of a size. */
function inPixels(radius: number, units: string, metersPerPixel: number): number {
  return units === 'meters' ? radius / metersPerPixel : radius;
}

function checked(radius: number): void {
  if (!(radius > 0)) throw wrong(`The radius must be positive. Got ${radius}.`);
}

interface Shape {
  readonly name: string;
  readonly description: string;
  /** Whether the weights are brought to a sum of 1 unless told otherwise. */
  readonly normalize: boolean;
  readonly weight: (x: number, y: number, radius: number) => number;
  /** Whether weights are distances: they are in the units of the radius. */
  readonly isDistance?: true;
  /** The weights of the smallest one, for its example. */
  readonly ofRadius1: readonly (readonly number[])[];
}

const inside = (condition: boolean) => (condition ? 1 : 0);

const SHAPES: readonly Shape[] = [
  {
    name: 'square',
    description: 'A square of equal weights.',
    normalize: true,
    weight: () => 1,
    ofRadius1: [
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ],
  },
  {
    name: 'circle',
    description: 'A circle of equal weights.',
    normalize: true,
    weight: (x, y, radius) => inside(x * x + y * y <= radius * radius),
    ofRadius1: [
      [0, 1, 0],
      [1, 1, 1],
      [0, 1, 0],
    ],
  },
  {
    name: 'diamond',
    description: 'A diamond of equal weights.',
    normalize: true,
    weight: (x, y, radius) => inside(Math.abs(x) + Math.abs(y) <= radius),
    ofRadius1: [
      [0, 1, 0],
      [1, 1, 1],
      [0, 1, 0],
    ],
  },
  {
    name: 'octagon',
    description: 'An octagon of equal weights.',
    normalize: true,
    weight: (x, y, radius) => inside(Math.abs(x) + Math.abs(y) <= 1.5 * radius),
    ofRadius1: [
      [0, 1, 0],
      [1, 1, 1],
      [0, 1, 0],
    ],
  },
  {
    name: 'plus',
    description: 'A plus of equal weights.',
    normalize: true,
    weight: (x, y) => inside(x === 0 || y === 0),
    ofRadius1: [
      [0, 1, 0],
      [1, 1, 1],
      [0, 1, 0],
    ],
  },
  {
    name: 'cross',
    description: 'A diagonal cross of equal weights.',
    normalize: true,
    weight: (x, y) => inside(Math.abs(x) === Math.abs(y)),
    ofRadius1: [
      [1, 0, 1],
      [0, 1, 0],
      [1, 0, 1],
    ],
  },
  {
    name: 'euclidean',
    description: 'Weights that are the distance from the focus as the crow flies.',
    normalize: false,
    isDistance: true,
    weight: (x, y) => Math.hypot(x, y),
    ofRadius1: [
      [Math.SQRT2, 1, Math.SQRT2],
      [1, 0, 1],
      [Math.SQRT2, 1, Math.SQRT2],
    ],
  },
  {
    name: 'manhattan',
    description: 'Weights that are the distance from the focus along rows and columns.',
    normalize: false,
    isDistance: true,
    weight: (x, y) => Math.abs(x) + Math.abs(y),
    ofRadius1: [
      [2, 1, 2],
      [1, 0, 1],
      [2, 1, 2],
    ],
  },
  {
    name: 'chebyshev',
    description: 'Weights that are the larger of the distances along rows and columns.',
    normalize: false,
    isDistance: true,
    weight: (x, y) => Math.max(Math.abs(x), Math.abs(y)),
    ofRadius1: [
      [1, 1, 1],
      [1, 0, 1],
      [1, 1, 1],
    ],
  },
];

function declare({ name, description, normalize: byDefault, weight, isDistance, ofRadius1 }: Shape): Algorithm {
  return algorithm({
    name: `Kernel.${name}`,
    description,
    returns: 'Kernel',
    parameters: {
      radius: required(t.float),
      units: defaulted(units, 'pixels'),
      normalize: defaulted(t.boolean, byDefault),
      magnitude: defaulted(t.float, 1),
    },
    examples: [
      {
        args: { radius: 1, normalize: false },
        result: {
          type: `Kernel.${name}`,
          radius: 1,
          units: 'pixels',
          normalize: false,
          magnitude: 1,
          center: [1, 1],
          weights: ofRadius1.map((row) => [...row]),
        },
      },
    ],
    run: ({ radius, units, normalize, magnitude }) => {
      checked(radius);
      return new Kernel(
        name,
        { radius, units, normalize, magnitude },
        units === 'meters',
        (metersPerPixel): Weights => {
          const r = inPixels(radius, units, metersPerPixel);
          const unit = isDistance && units === 'meters' ? metersPerPixel : 1;
          return scaled(
            weightsAround(r, r, (x, y) => weight(x, y, r) * unit),
            normalize,
            magnitude,
          );
        },
      );
    },
  });
}

/** Kernels by their shape, with the focus in the middle. */
export const KERNEL_SHAPES = [
  ...SHAPES.map(declare),
  algorithm({
    name: 'Kernel.rectangle',
    description: 'A rectangle of equal weights.',
    returns: 'Kernel',
    parameters: {
      xRadius: required(t.float),
      yRadius: required(t.float),
      units: defaulted(units, 'pixels'),
      normalize: defaulted(t.boolean, true),
      magnitude: defaulted(t.float, 1),
    },
    examples: [
      {
        args: { xRadius: 1, yRadius: 0.5, normalize: false, magnitude: 2 },
        result: {
          type: 'Kernel.rectangle',
          xRadius: 1,
          yRadius: 0.5,
          units: 'pixels',
          normalize: false,
          magnitude: 2,
          center: [1, 0],
          weights: [[2, 2, 2]],
        },
      },
    ],
    run: ({ xRadius, yRadius, units, normalize, magnitude }) => {
      checked(xRadius);
      checked(yRadius);
      return new Kernel(
        'rectangle',
        { xRadius, yRadius, units, normalize, magnitude },
        units === 'meters',
        (metersPerPixel) => {
          const [x, y] = [xRadius, yRadius].map((radius) => inPixels(radius, units, metersPerPixel));
          return scaled(
            weightsAround(x, y, () => 1),
            normalize,
            magnitude,
          );
        },
      );
    },
  }),
  algorithm({
    name: 'Kernel.gaussian',
    description: 'The bell curve of a standard deviation, cut at a radius.',
    returns: 'Kernel',
    parameters: {
      radius: required(t.float),
      sigma: defaulted(t.float, 1),
      units: defaulted(units, 'pixels'),
      normalize: defaulted(t.boolean, true),
      magnitude: defaulted(t.float, 1),
    },
    examples: [
      {
        args: { radius: 1, sigma: 1, normalize: false },
        result: {
          type: 'Kernel.gaussian',
          radius: 1,
          sigma: 1,
          units: 'pixels',
          normalize: false,
          magnitude: 1,
          center: [1, 1],
          weights: [
            [0.36787944117144233, 0.6065306597126334, 0.36787944117144233],
            [0.6065306597126334, 1, 0.6065306597126334],
            [0.36787944117144233, 0.6065306597126334, 0.36787944117144233],
          ],
        },
      },
    ],
    run: ({ radius, sigma, units, normalize, magnitude }) => {
      checked(radius);
      if (!(sigma > 0)) throw wrong(`'sigma' must be positive. Got ${sigma}.`);
      return new Kernel(
        'gaussian',
        { radius, sigma, units, normalize, magnitude },
        units === 'meters',
        (metersPerPixel) => {
          const [r, s] = [radius, sigma].map((size) => inPixels(size, units, metersPerPixel));
          return scaled(
            weightsAround(r, r, (x, y) => Math.exp(-(x * x + y * y) / (2 * s * s))),
            normalize,
            magnitude,
          );
        },
      );
    },
  }),
];

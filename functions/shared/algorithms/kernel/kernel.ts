import { wrong } from '../../errors.ts';
import { encodeNumber } from '../../values/encode.ts';
import type { Json, ObjectValue } from '../../values/value.ts';

/** Most weights of a kernel. */
const MAX_WEIGHTS = 1_000_000;

/** Weights by row, and which of them lies on the pixel in question. */
export interface Weights {
  readonly rows: readonly (readonly number[])[];
  /** Column and row of the focus. */
  readonly focus: readonly [number, number];
}

/** The weights that a neighbourhood's pixels have. In metres, they depend on the size of the pixels that it is applied to. */
export class Kernel implements ObjectValue {
  readonly typeName = 'Kernel';
  readonly name: string;
  /** The arguments that it was made from, for replies. */
  readonly fields: { readonly [name: string]: Json };
  readonly #build: (metersPerPixel: number) => Weights;
  readonly inMeters: boolean;

  constructor(
    name: string,
    fields: { readonly [name: string]: Json },
    inMeters: boolean,
    build: (metersPerPixel: number) => Weights,
  ) {
    this.name = name;
    this.fields = fields;
    this.inMeters = inMeters;
    if (inMeters) this.#build = build;
    else {
      // Weights that are too many are refused where the kernel is made.
      const weights = build(1);
      this.#build = () => weights;
    }
  }

  /** The weights for pixels of a size; kernels in pixels are the same for all. */
  weights(metersPerPixel: number): Weights {
    return this.#build(metersPerPixel);
  }

  encode(): Json {
    const fields = Object.entries(this.fields).map(([name, value]): [string, Json] => {
      return [name, typeof value === 'number' ? encodeNumber(value) : value];
    });
    const head = { type: `Kernel.${this.name}`, ...Object.fromEntries(fields) };
    if (this.inMeters) return head;
    const { rows, focus } = this.weights(1);
    return { ...head, center: [...focus], weights: rows.map((row) => row.map(encodeNumber)) };
  }
}

/** A kernel of given weights. */
export function fixedKernel(name: string, weights: Weights, fields: { readonly [name: string]: Json } = {}): Kernel {
  return new Kernel(name, fields, false, () => weights);
}

/** Weights with the focus in the middle, from a function of the offsets from it. */
export function weightsAround(xRadius: number, yRadius: number, weight: (x: number, y: number) => number): Weights {
  const [x, y] = [Math.floor(xRadius + 1e-9), Math.floor(yRadius + 1e-9)];
  if (!((2 * x + 1) * (2 * y + 1) <= MAX_WEIGHTS)) {
    throw wrong(`The kernel would have ${2 * x + 1} x ${2 * y + 1} weights; at most ${MAX_WEIGHTS} are allowed.`);
  }
  const rows = Array.from({ length: 2 * y + 1 }, (_, row) =>
    Array.from({ length: 2 * x + 1 }, (__, column) => weight(column - x, row - y)),
  );
  return { rows, focus: [x, y] };
}

/**
 * Weights scaled, if asked for, so that they sum up to 1, or to 0 if some are negative: then the positive ones to 1, the others to -1.
 * Then scaled by a magnitude.
 */
export function scaled({ rows, focus }: Weights, normalize: boolean, magnitude: number): Weights {
  const total = (sign: 1 | -1) => rows.flat().reduce((sum, weight) => sum + Math.max(0, sign * weight), 0);
  const [positive, negative] = normalize ? [total(1), total(-1)] : [1, 1];
  const scale = (weight: number) => {
    const sum = weight > 0 ? positive : negative;
    return sum === 0 ? weight * magnitude : (weight / sum) * magnitude;
  };
  return { rows: rows.map((row) => row.map(scale)), focus };
}

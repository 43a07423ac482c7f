import { decays } from '../exponential.ts';

/** The product of two points in the space that a kernel stands for. */
export interface Kernel {
  /** Whether it is a function of the points' squared distance; otherwise it is one of their product. */
  readonly distances: boolean;
  /** Puts the kernel's values in the place of the first `count` distances or products. */
  apply(values: Float64Array, count: number): void;
}

export interface KernelOptions {
  readonly degree: number;
  readonly gamma: number;
  readonly coef0: number;
}

/** A power with a whole exponent. */
function power(base: number, exponent: number): number {
  let result = 1;
  for (let factor = base, left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= factor;
    factor *= factor;
  }
  return result;
}

/** Kernels by name, as LIBSVM defines them. */
export const KERNELS: { readonly [name: string]: (options: KernelOptions) => Kernel } = {
  LINEAR: () => ({ distances: false, apply: () => undefined }),
  POLY: ({ degree, gamma, coef0 }) => ({
    distances: false,
    apply(values, count) {
      for (let i = 0; i < count; i++) values[i] = power(gamma * values[i] + coef0, degree);
    },
  }),
  RBF: ({ gamma }) => ({ distances: true, apply: (values, count) => decays(values, count, gamma) }),
  SIGMOID: ({ gamma, coef0 }) => ({
    distances: false,
    apply(values, count) {
      for (let i = 0; i < count; i++) values[i] = Math.tanh(gamma * values[i] + coef0);
    },
  }),
};

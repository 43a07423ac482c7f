import type { Limits } from './problems.ts';

export type SvmType = 'C_SVC' | 'NU_SVC' | 'ONE_CLASS' | 'EPSILON_SVR' | 'NU_SVR';

export interface SvmOptions extends Limits {
  readonly type: SvmType;
  readonly kernel: string;
  readonly degree: number;
  /** The parameter γ; null for 1 divided by the number of inputs. */
  readonly gamma: number | null;
  readonly coef0: number;
  /** Whether the classes' sums of decisions count, not how many they win. */
  readonly margin: boolean;
  /** The class that `ONE_CLASS` encloses: 0 or 1. */
  readonly oneClass: number;
}

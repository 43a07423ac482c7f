import type { Algorithm } from '../declare.ts';
import { KERNEL_OPERATORS } from './operators.ts';
import { KERNEL_SHAPES } from './shapes.ts';

/** Kernels. */
export const KERNEL_FAMILY: readonly Algorithm[] = [...KERNEL_SHAPES, ...KERNEL_OPERATORS];

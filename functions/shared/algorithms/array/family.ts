import type { Algorithm } from '../declare.ts';
import { ARRAY_ACCUMULATE } from './accumulate.ts';
import { ARRAY_ASSEMBLE } from './assemble.ts';
import { ARRAY_CONSTRUCTORS } from './construct.ts';
import { MATRIX_DECOMPOSITIONS } from './decompositions.ts';
import { ARRAY_DIAGONALS } from './diagonal.ts';
import { ELEMENT_ARRAY } from './element-array.ts';
import { ARRAY_MATH } from './math.ts';
import { MATRIX_ALGEBRA } from './matrix-algebra.ts';
import { ARRAY_ORDER } from './order.ts';
import { ARRAY_PARTS } from './parts.ts';
import { ARRAY_SHAPE } from './shape.ts';

/** Arrays and matrices. */
export const ARRAY_FAMILY: readonly Algorithm[] = [
  ...ARRAY_CONSTRUCTORS,
  ...ARRAY_MATH,
  ...ARRAY_PARTS,
  ...ARRAY_SHAPE,
  ...ARRAY_ASSEMBLE,
  ...ARRAY_ORDER,
  ...ARRAY_ACCUMULATE,
  ...ELEMENT_ARRAY,
  ...MATRIX_ALGEBRA,
  ...ARRAY_DIAGONALS,
  ...MATRIX_DECOMPOSITIONS,
];

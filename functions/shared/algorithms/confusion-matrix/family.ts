import type { Algorithm } from '../declare.ts';
import { CONFUSION_MATRIX } from './algorithms.ts';

/** Confusion matrices. */
export const CONFUSION_MATRIX_FAMILY: readonly Algorithm[] = [...CONFUSION_MATRIX];

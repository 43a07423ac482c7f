import type { Algorithm } from '../declare.ts';
import { BLOB } from './algorithms.ts';

/** Files as bytes. */
export const BLOB_FAMILY: readonly Algorithm[] = [...BLOB];

import type { Algorithm } from '../declare.ts';
import { JOIN_APPLY } from './apply.ts';
import { JOINS } from './construct.ts';

/** Joins. */
export const JOIN_FAMILY: readonly Algorithm[] = [...JOINS, ...JOIN_APPLY];

import type { Algorithm } from '../declare.ts';
import { TERRAIN } from './algorithms.ts';

/** Terrain. */
export const TERRAIN_FAMILY: readonly Algorithm[] = [...TERRAIN];

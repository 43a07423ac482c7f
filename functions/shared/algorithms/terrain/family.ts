import type { Algorithm } from '../declare.ts';
import { TERRAIN } from './algorithms.ts';
import { FILL_MINIMA } from './fill-minima.ts';
import { HILL_SHADOW } from './hill-shadow.ts';

/** Terrain. */
export const TERRAIN_FAMILY: readonly Algorithm[] = [...TERRAIN, ...HILL_SHADOW, ...FILL_MINIMA];

import type { Dataset } from '../dataset.ts';
import { COARSE } from './coarse.ts';
import { LANDSAT } from './landsat.ts';
import { SENTINEL } from './sentinel.ts';
import { SINGLE } from './single.ts';
import { TABLES } from './tables.ts';

/** The datasets of the public catalogue that there are stand-ins for. */
export const DATASETS: readonly Dataset[] = [...SINGLE, ...LANDSAT, ...SENTINEL, ...COARSE, ...TABLES];

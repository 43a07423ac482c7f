import type { Algorithm } from '../declare.ts';
import { LANDSAT_CALIBRATION } from './calibration.ts';
import { PATH_ROW_LIMIT } from './path-row-limit.ts';
import { SIMPLE_CLOUD_SCORE } from './simple-cloud-score.ts';
import { SIMPLE_COMPOSITE } from './simple-composite.ts';

/** Scenes of Landsat. */
export const LANDSAT_FAMILY: readonly Algorithm[] = [
  ...LANDSAT_CALIBRATION,
  ...SIMPLE_CLOUD_SCORE,
  ...PATH_ROW_LIMIT,
  ...SIMPLE_COMPOSITE,
];

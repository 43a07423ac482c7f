import type { Algorithm } from '../declare.ts';
import { CCDC } from './ccdc.ts';
import { LAND_TRENDR } from './land-trendr.ts';
import { LAND_TRENDR_FIT } from './land-trendr-fit.ts';
import { STRUCTURAL_CHANGE } from './structural-change.ts';
import { VERDET } from './verdet.ts';

/** How pixels change over time. */
export const TEMPORAL_SEGMENTATION_FAMILY: readonly Algorithm[] = [
  ...CCDC,
  ...LAND_TRENDR,
  ...LAND_TRENDR_FIT,
  ...STRUCTURAL_CHANGE,
  ...VERDET,
];

import type { Algorithm } from '../declare.ts';
import { CCDC } from './ccdc.ts';

/** How pixels change over time. */
export const TEMPORAL_SEGMENTATION_FAMILY: readonly Algorithm[] = [...CCDC];

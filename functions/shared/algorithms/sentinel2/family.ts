import type { Algorithm } from '../declare.ts';
import { CLOUD_DISPLACEMENT } from './cloud-displacement.ts';

/** Scenes of Sentinel-2. */
export const SENTINEL2_FAMILY: readonly Algorithm[] = [...CLOUD_DISPLACEMENT];

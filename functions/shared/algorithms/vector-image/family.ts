import type { Algorithm } from '../declare.ts';
import { CLIP_TO_COLLECTION } from './clip.ts';
import { DISTANCE } from './distance.ts';
import { INVERSE_DISTANCE } from './inverse-distance.ts';
import { KRIGING } from './kriging.ts';
import { PAINT } from './paint.ts';
import { REDUCE_TO_IMAGE } from './reduce-to-image.ts';
import { STYLE } from './style.ts';

/** Images that are made of features. */
export const VECTOR_IMAGE_FAMILY: readonly Algorithm[] = [
  ...PAINT,
  ...STYLE,
  ...REDUCE_TO_IMAGE,
  ...DISTANCE,
  ...CLIP_TO_COLLECTION,
  ...INVERSE_DISTANCE,
  ...KRIGING,
];

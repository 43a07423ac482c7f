import type { Algorithm } from '../declare.ts';
import { IMAGE_COLLECTION_ARRAYS } from './arrays.ts';
import { IMAGE_COLLECTION_CHANGES } from './change.ts';
import { IMAGE_COLLECTION_COMPOSITES } from './composite.ts';
import { IMAGE_COLLECTION_CONSTRUCTORS } from './construct.ts';
import { GET_REGION } from './get-region.ts';
import { LINK_COLLECTION } from './link.ts';
import { IMAGE_COLLECTION_LOAD } from './load.ts';
import { QUALITY_MOSAIC } from './quality-mosaic.ts';
import { IMAGE_COLLECTION_REDUCE } from './reduce.ts';

/** Collections of images. */
export const IMAGE_COLLECTION_FAMILY: readonly Algorithm[] = [
  ...IMAGE_COLLECTION_CONSTRUCTORS,
  ...IMAGE_COLLECTION_COMPOSITES,
  ...IMAGE_COLLECTION_CHANGES,
  ...IMAGE_COLLECTION_ARRAYS,
  ...QUALITY_MOSAIC,
  ...GET_REGION,
  ...LINK_COLLECTION,
  ...IMAGE_COLLECTION_LOAD,
  ...IMAGE_COLLECTION_REDUCE,
];

import { ARRAY_FAMILY } from './array/family.ts';
import { BLOB_FAMILY } from './blob/family.ts';
import { CLASSIFIER_FAMILY } from './classifier/family.ts';
import { CLUSTERER_FAMILY } from './clusterer/family.ts';
import { COLLECTION_FAMILY } from './collection/family.ts';
import { CONFUSION_MATRIX_FAMILY } from './confusion-matrix/family.ts';
import type { Algorithm } from './declare.ts';
import { FILTER_FAMILY } from './filter/family.ts';
import { GEOMETRY_FAMILY } from './geometry/family.ts';
import { IMAGE_FAMILY } from './image/family.ts';
import { IMAGE_COLLECTION_FAMILY } from './image-collection/family.ts';
import { JOIN_FAMILY } from './join/family.ts';
import { KERNEL_FAMILY } from './kernel/family.ts';
import { LANDSAT_FAMILY } from './landsat/family.ts';
import { LANGUAGE_FAMILY } from './language/family.ts';
import { PROFILE_FAMILY } from './profile/family.ts';
import { REDUCER_FAMILY } from './reducer/family.ts';
import { SENTINEL2_FAMILY } from './sentinel2/family.ts';
import { TEMPORAL_SEGMENTATION_FAMILY } from './temporal-segmentation/family.ts';
import { TERRAIN_FAMILY } from './terrain/family.ts';
import { VECTOR_IMAGE_FAMILY } from './vector-image/family.ts';

/** All algorithms that can be called, family by family. Only working ones are listed. */
const FAMILIES: readonly (readonly Algorithm[])[] = [
  LANGUAGE_FAMILY,
  ARRAY_FAMILY,
  CONFUSION_MATRIX_FAMILY,
  COLLECTION_FAMILY,
  GEOMETRY_FAMILY,
  FILTER_FAMILY,
  JOIN_FAMILY,
  IMAGE_COLLECTION_FAMILY,
  REDUCER_FAMILY,
  BLOB_FAMILY,
  KERNEL_FAMILY,
  IMAGE_FAMILY,
  TERRAIN_FAMILY,
  LANDSAT_FAMILY,
  SENTINEL2_FAMILY,
  TEMPORAL_SEGMENTATION_FAMILY,
  VECTOR_IMAGE_FAMILY,
  CLASSIFIER_FAMILY,
  CLUSTERER_FAMILY,
  PROFILE_FAMILY,
];

/** The algorithms by name. */
export const REGISTRY: ReadonlyMap<string, Algorithm> = byName(FAMILIES.flat());

/** @throws if two algorithms have the same name: one of them could not be called */
function byName(algorithms: readonly Algorithm[]): Map<string, Algorithm> {
  const named = new Map<string, Algorithm>();
  for (const algorithm of algorithms) {
    if (named.has(algorithm.name)) throw new Error(`Two algorithms are called ${algorithm.name}.`);
    named.set(algorithm.name, algorithm);
  }
  return named;
}

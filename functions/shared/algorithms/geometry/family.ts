import type { Algorithm } from '../declare.ts';
import { COLLECTION_GEOMETRY } from './collection-geometry.ts';
import { GEOMETRY_CONSTRUCTORS } from './constructors.ts';
import { ERROR_MARGIN } from './error-margin-constructor.ts';
import { GEOMETRY_MADE_FEATURES } from './made-features.ts';
import { GEOMETRY_MEASURES } from './measures.ts';
import { GEOMETRY_OVERLAYS } from './overlays.ts';
import { PROJECTION_TRANSFORM } from './projection-transform.ts';
import { GEOMETRY_PROPERTIES } from './properties.ts';
import { GEOMETRY_RELATIONS } from './relations.ts';
import { S2_CELLS } from './s2.ts';
import { GEOMETRY_SHAPES } from './shapes.ts';

/** Geometries. */
export const GEOMETRY_FAMILY: readonly Algorithm[] = [
  ...ERROR_MARGIN,
  ...GEOMETRY_CONSTRUCTORS,
  ...GEOMETRY_SHAPES,
  ...S2_CELLS,
  ...GEOMETRY_RELATIONS,
  ...GEOMETRY_PROPERTIES,
  ...PROJECTION_TRANSFORM,
  ...GEOMETRY_OVERLAYS,
  ...GEOMETRY_MEASURES,
  ...GEOMETRY_MADE_FEATURES,
  ...COLLECTION_GEOMETRY,
];

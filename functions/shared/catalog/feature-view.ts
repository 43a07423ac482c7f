import { z } from 'zod';
import { objectReference } from '../google/object-reference.ts';
import type { StoredOf } from '../google/stored.ts';
import { storedColumns } from './columns.ts';

/** What features are compared by, the first rule first. */
const ranking = z.object({
  rules: z.array(
    z.object({
      by: z.enum(['attribute', 'geometryType', 'minZoomLevel']),
      /** The name of the attribute, where it is one. */
      attribute: z.string().optional(),
      descending: z.boolean(),
    }),
  ),
  /** Whether equal ones are put in an order that looks random; else it is that of the collection. */
  random: z.boolean(),
});
export type Ranking = StoredOf<typeof ranking>;

export const THINNING_STRATEGIES = ['HIGHER_DENSITY', 'GLOBALLY_CONSISTENT'] as const;

/** How a feature view chooses the features of a tile, and in which order they are drawn. */
export const featureViewOptions = z.object({
  maxFeaturesPerTile: z.number(),
  strategy: z.enum(THINNING_STRATEGIES),
  /** The best ones first: they stay. */
  thinning: ranking,
  /** Those that are drawn first, under the others, first. */
  zOrder: ranking,
});
export type FeatureViewOptions = StoredOf<typeof featureViewOptions>;

/**
 * A feature view, as Terrane keeps it: features in files by the zoom level from which on they may be shown, with their places in both orders as
 * columns.
 */
export const storedFeatureView = z.object({
  options: featureViewOptions,
  columns: storedColumns,
  /**
   * By zoom level: the place in the order of thinning from which on features are left out in all tiles. Only of a view that is globally
   * consistent.
   */
  cutoffs: z.array(z.number()).optional(),
  levels: z.array(objectReference.extend({ fromZoom: z.number(), size: z.number() })),
});
export type StoredFeatureView = StoredOf<typeof storedFeatureView>;

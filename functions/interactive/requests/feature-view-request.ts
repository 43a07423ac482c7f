import { z } from 'zod';
import type { StoredOf } from '../../shared/google/stored.ts';

/** A request for tiles of a feature view, as it is saved. */
export const featureViewRequest = z.object({
  /** The id or the name of the asset. */
  asset: z.string(),
  /** The expression of its style, as JSON text. */
  expression: z.string(),
});
export type FeatureViewRequest = StoredOf<typeof featureViewRequest>;

/** The expression of no style. */
export const NO_STYLE = '{"result":"0","values":{"0":{"constantValue":null}}}';

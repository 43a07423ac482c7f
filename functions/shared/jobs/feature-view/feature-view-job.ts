import type { Caller } from '../caller.ts';
import type { TilePlace } from '../tile-pyramid.ts';

interface FeatureViewAsked {
  readonly caller: Caller;
  /** The id or the name of the asset. */
  readonly asset: string;
  /** The JSON text of the expression of its style, whose value is null for the usual one. */
  readonly expression: string;
}

/** Whether a feature view can be shown in a style. No result. */
export interface CheckFeatureViewJob extends FeatureViewAsked {
  readonly kind: 'check-feature-view';
}

/** A tile of a feature view. Result: RenderedFile. */
export interface FeatureTileJob extends FeatureViewAsked {
  readonly kind: 'feature-tile';
  /** Where; `double` for twice as many pixels a side. */
  readonly tile: TilePlace & { readonly double?: boolean };
  /** The `inputs` of the file that the caller already has. */
  readonly known?: string;
}

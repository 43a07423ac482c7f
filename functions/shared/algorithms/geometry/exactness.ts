import { wrong } from '../../errors.ts';
import type { Exactness } from '../../geometry/exactness.ts';
import type { Projection } from '../../raster/projection.ts';
import * as t from '../language/types.ts';
import { optional } from '../parameter.ts';
import type { ErrorMargin } from './error-margin.ts';
import { errorMarginType } from './types.ts';

/** The parameters that say how, and how exactly, to compute with geometries. */
export const EXACTNESS = {
  maxError: optional(errorMarginType, 'How far the result may be off.'),
  proj: optional(t.projection, 'The projection in which to compute. By default, on the ellipsoid, in metres.'),
};

/**
 * Reads the accuracy that the arguments ask for. A margin in units of the projection is converted to metres; an infinite one counts as
 * none.
 * @throws INVALID_ARGUMENT for a negative margin
 */
export function exactnessOf({ maxError, proj }: { maxError: ErrorMargin | null; proj?: Projection | null }): Exactness {
  const crs = proj?.crs;
  if (maxError !== null && !(maxError.value >= 0))
    throw wrong(`'maxError' must not be negative. Got ${maxError.value}.`);
  const meters = maxError === null || maxError.unit === 'infinite' ? undefined : maxError.value;
  const unit = maxError?.unit === 'projected' && crs !== undefined ? crs.metersPerUnit : 1;
  return {
    ...(meters === undefined ? {} : { meters: meters * unit }),
    ...(crs === undefined ? {} : { crs }),
  };
}

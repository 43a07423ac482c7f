import { Geometry } from '../../geometry/geometry.ts';
import { EMPTY } from '../../geometry/parts.ts';
import { Feature } from '../collection/feature.ts';
import * as t from '../language/types.ts';
import type { ParameterType } from '../parameter.ts';
import { ErrorMargin, errorMargin } from './error-margin.ts';

/** A geometry; a feature stands for its own. */
export const geometryType: ParameterType<Geometry> = {
  name: 'Geometry',
  coerce(value) {
    if (value instanceof Geometry) return value;
    return value instanceof Feature ? (value.geometry ?? EMPTY) : undefined;
  },
};

/** The same where the official list says Object. */
export const regionType: ParameterType<Geometry> = { name: 'Object', coerce: geometryType.coerce };

/** An error margin; a number is metres. */
export const errorMarginType: ParameterType<ErrorMargin> = {
  name: 'ErrorMargin',
  coerce(value) {
    if (value instanceof ErrorMargin) return value;
    const meters = t.float.coerce(value);
    return meters === undefined ? undefined : errorMargin(meters);
  },
};

import { Geometry } from '../../geometry/geometry.ts';
import { EMPTY } from '../../geometry/parts.ts';
import { Feature } from '../collection/feature.ts';
import * as t from '../language/types.ts';
import type { ParameterType } from '../parameter.ts';
import { ErrorMargin, errorMargin } from './error-margin.ts';

/** A geometry; of a feature, its geometry is taken. */
export const geometryType: ParameterType<Geometry> = {
  name: 'Geometry',
  coerce(value) {
    if (value instanceof Geometry) return value;
    return value instanceof Feature ? (value.geometry ?? EMPTY) : undefined;
  },
};

/** `geometryType`, for parameters that the official list declares as Object. */
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

import type { Affine } from '../../raster/affine.ts';
import { Projection } from '../../raster/projection.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { algorithm, wrong } from '../declare.ts';
import { optional, required } from '../parameter.ts';
import * as t from '../types.ts';

/** Projections: a reference system with a transform from pixels. */
export const PROJECTION = [
  algorithm({
    name: 'Projection',
    description: "A projection from a reference system's code or WKT, and a transform from pixels to its units.",
    returns: 'Projection',
    parameters: { crs: required(t.projectionOrText), transform: optional(t.objects), transformWkt: optional(t.string) },
    examples: [
      {
        args: { crs: 'EPSG:4326' },
        result: { type: 'Projection', crs: 'EPSG:4326', transform: [1, 0, 0, 0, 1, 0] },
      },
    ],
    run: ({ crs, transform, transformWkt }) => {
      if (transformWkt !== null) throw wrong("'transformWkt' is not supported yet: use 'transform'.");
      if (transform === null) return crs;
      if (transform.length !== 6 || !transform.every(isNumberValue))
        throw wrong("'transform' must be a list of 6 numbers.");
      return new Projection(crs.crs, transform.map((value) => toDouble(value as number)) as unknown as Affine);
    },
  }),
  algorithm({
    name: 'Projection.crs',
    description: "The reference system's code.",
    returns: 'String',
    parameters: { projection: required(t.projection) },
    examples: [{ args: { projection: 'EPSG:3857' }, result: 'EPSG:3857' }],
    run: ({ projection }) => projection.crs.code ?? projection.crs.wkt ?? projection.crs.definition,
  }),
  algorithm({
    name: 'Projection.nominalScale',
    description: "Metres a pixel, at the projection's origin.",
    returns: 'Float',
    parameters: { proj: required(t.projection) },
    run: ({ proj }) => proj.nominalScale(),
  }),
  algorithm({
    name: 'Projection.atScale',
    description: 'The projection with pixels of a size in metres.',
    returns: 'Projection',
    parameters: { projection: required(t.projection), meters: required(t.float) },
    run: ({ projection, meters }) => {
      if (!(meters > 0)) throw wrong(`'meters' must be positive. Got ${meters}.`);
      return projection.atScale(meters);
    },
  }),
];

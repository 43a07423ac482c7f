import { wrong } from '../../errors.ts';
import { type Affine, scale, translate } from '../../raster/affine.ts';
import type { Crs } from '../../raster/crs/crs.ts';
import { CrsError } from '../../raster/crs/crs-error.ts';
import { wktOf } from '../../raster/crs/wkt.ts';
import { scaleProblem } from '../../raster/pixel-limits.ts';
import { Projection } from '../../raster/projection.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import type { ListValue } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { optional, required } from '../parameter.ts';
import { parseTransformText, transformText } from './transform-text.ts';
import * as t from './types.ts';

function affineOf(transform: ListValue): Affine {
  if (transform.length !== 6 || !transform.every(isNumberValue))
    throw wrong("'transform' must be a list of 6 numbers.");
  return transform.map((value) => toDouble(value as number)) as unknown as Affine;
}

function wkt(crs: Crs): string {
  try {
    return wktOf(crs);
  } catch (error) {
    if (error instanceof CrsError) throw wrong(error.message);
    throw error;
  }
}

const TEN_METERS = $call('Projection', { crs: 'EPSG:32633', transform: [10, 0, 500, 0, -10, 900] });
const MERCATOR = 'EPSG:3857';

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
      {
        args: {
          crs: MERCATOR,
          transformWkt: 'PARAM_MT["Affine", PARAMETER["elt_0_0", 30.0], PARAMETER["elt_1_1", -30.0]]',
        },
        result: { type: 'Projection', crs: MERCATOR, transform: [30, 0, 0, 0, -30, 0] },
      },
    ],
    run: ({ crs, transform, transformWkt }) => {
      if (transform !== null && transformWkt !== null)
        throw wrong("Only one of 'transform' and 'transformWkt' may be given.");
      if (transform !== null) return new Projection(crs.crs, affineOf(transform));
      return transformWkt === null ? crs : new Projection(crs.crs, parseTransformText(transformWkt));
    },
  }),
  algorithm({
    name: 'Projection.crs',
    description: "The reference system's code.",
    returns: 'String',
    parameters: { projection: required(t.projection) },
    examples: [{ args: { projection: MERCATOR }, result: MERCATOR }],
    run: ({ projection }) => projection.crs.code ?? projection.crs.wkt ?? projection.crs.definition,
  }),
  algorithm({
    name: 'Projection.wkt',
    description: 'The reference system as well-known text.',
    returns: 'String',
    parameters: { projection: required(t.projection) },
    examples: [
      {
        args: { projection: 'EPSG:4326' },
        result:
          'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]]],' +
          'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],' +
          'AXIS["Longitude",EAST],AXIS["Latitude",NORTH],AUTHORITY["EPSG","4326"]]',
      },
    ],
    run: ({ projection }) => wkt(projection.crs),
  }),
  algorithm({
    name: 'Projection.transform',
    description: "The transform from pixels to the reference system's units as well-known text.",
    returns: 'String',
    parameters: { projection: required(t.projection) },
    examples: [
      {
        args: { projection: TEN_METERS },
        result:
          'PARAM_MT["Affine", \n  PARAMETER["num_row", 3], \n  PARAMETER["num_col", 3], \n  PARAMETER["elt_0_0", 10.0], \n' +
          '  PARAMETER["elt_0_2", 500.0], \n  PARAMETER["elt_1_1", -10.0], \n  PARAMETER["elt_1_2", 900.0]]',
      },
    ],
    run: ({ projection }) => transformText(projection.transform),
  }),
  algorithm({
    name: 'Projection.nominalScale',
    description: "The size of a pixel in metres, at the projection's origin.",
    returns: 'Float',
    parameters: { proj: required(t.projection) },
    examples: [{ args: { proj: TEN_METERS }, result: 10 }],
    run: ({ proj }) => proj.nominalScale(),
  }),
  algorithm({
    name: 'Projection.atScale',
    description: 'The projection with pixels of a size in metres.',
    returns: 'Projection',
    parameters: { projection: required(t.projection), meters: required(t.float) },
    examples: [
      {
        args: { projection: TEN_METERS, meters: 20 },
        result: { type: 'Projection', crs: 'EPSG:32633', transform: [20, 0, 500, 0, -20, 900] },
      },
    ],
    run: ({ projection, meters }) => {
      const problem = scaleProblem(meters);
      if (problem !== undefined) throw wrong(`'meters' ${problem}`);
      return projection.atScale(meters);
    },
  }),
  algorithm({
    name: 'Projection.scale',
    description: 'The projection with pixels that are larger by a factor along each axis.',
    returns: 'Projection',
    parameters: { projection: required(t.projection), x: required(t.float), y: required(t.float) },
    examples: [
      {
        args: { projection: TEN_METERS, x: 2, y: 3 },
        result: { type: 'Projection', crs: 'EPSG:32633', transform: [20, 0, 500, 0, -30, 900] },
      },
    ],
    run: ({ projection, x, y }) => new Projection(projection.crs, scale(projection.transform, x, y)),
  }),
  algorithm({
    name: 'Projection.translate',
    description: 'The projection with its origin moved by a number of pixels along each axis.',
    returns: 'Projection',
    parameters: { projection: required(t.projection), x: required(t.float), y: required(t.float) },
    examples: [
      {
        args: { projection: TEN_METERS, x: 1, y: 2 },
        result: { type: 'Projection', crs: 'EPSG:32633', transform: [10, 0, 510, 0, -10, 880] },
      },
    ],
    run: ({ projection, x, y }) => new Projection(projection.crs, translate(projection.transform, x, y)),
  }),
];

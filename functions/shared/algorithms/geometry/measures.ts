import { areaOf } from '../../geometry/measure/area.ts';
import { lengthOf, perimeterOf } from '../../geometry/measure/length.ts';
import { isEmpty } from '../../geometry/parts.ts';
import { EXACTNESS, exactnessOf } from './exactness.ts';
import { LINE, SQUARE } from './samples.ts';
import { unary } from './twins.ts';

/** Areas, lengths and perimeters of geometries. */
export const GEOMETRY_MEASURES = [
  ...unary({
    name: 'area',
    description: 'The area in square metres, summed over the parts; 0 for points and lines.',
    returns: 'Float',
    parameters: EXACTNESS,
    examples: [{ args: { geometry: SQUARE }, result: 12308463893.975353 }],
    run: (geometry, args) => areaOf(geometry, exactnessOf(args).crs),
  }),
  ...unary({
    name: 'length',
    description: 'The length of the lines and rings, in metres. The edges of polygons do not count.',
    returns: 'Float',
    parameters: EXACTNESS,
    examples: [{ args: { geometry: LINE }, result: 111319.49079327357 }],
    run: (geometry, args) => (isEmpty(geometry) ? 0 : lengthOf(geometry, exactnessOf(args).crs)),
  }),
  ...unary({
    name: 'perimeter',
    description: 'The length of the edges of the polygons, in metres, holes included. Lines do not count.',
    returns: 'Float',
    parameters: EXACTNESS,
    examples: [{ args: { geometry: SQUARE }, result: 443770.9176785968 }],
    run: (geometry, args) => (isEmpty(geometry) ? 0 : perimeterOf(geometry, exactnessOf(args).crs)),
  }),
];

import type { Crs } from '../../raster/crs/crs.ts';
import { type Curve, edgesOf } from '../edge.ts';
import { Geometry, type Position } from '../geometry.ts';
import { curveLength } from '../measure/length.ts';
import { simpleParts } from '../parts.ts';
import { transformed } from './transform.ts';

/** Cuts lines and rings at distances along each of them, in metres, or in units of `crs`. */
export function cutLines(geometry: Geometry, distances: readonly number[], crs?: Crs): Geometry {
  const source = crs === undefined ? geometry : transformed(geometry, crs, false);
  const cuts = [...new Set(distances)].filter((distance) => distance > 0).sort((a, b) => a - b);
  const coordinates = simpleParts(source).flatMap((part) => {
    const { shape } = part;
    if (shape.type !== 'LineString' && shape.type !== 'LinearRing') return [];
    return cutLine(shape.coordinates, cuts, edgeMeasure(part, crs !== undefined));
  });
  return new Geometry({ type: 'MultiLineString', coordinates }, source.crs, source.geodesic);
}

/** Measures an edge: its length, and the position at a distance from its start. */
type EdgeMeasure = (from: Position, to: Position) => { length: number; at: (along: number) => Position };

function edgeMeasure(geometry: Geometry, planar: boolean): EdgeMeasure {
  const straight = ([x0, y0]: Position, [x1, y1]: Position, part: number): Position => [
    x0 + (x1 - x0) * part,
    y0 + (y1 - y0) * part,
  ];
  if (planar) {
    return (from, to) => {
      const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
      return { length, at: (along) => straight(from, to, along / length) };
    };
  }
  const edges = edgesOf(geometry);
  return (from, to) => {
    const curve = edges(from, to);
    const length = curveLength(curve);
    // The parameter of a geodesic is an arc on the auxiliary sphere, that of a straight edge a part of its ends' difference.
    return {
      length,
      at: (along) => {
        const part = partAt(curve, along, length);
        return geometry.geodesic ? curve(part) : straight(from, to, part);
      },
    };
  };
}

/** The parameter at which a curve has a length of `along` metres, by the secant method; length grows almost evenly with it. */
function partAt(curve: Curve, along: number, length: number): number {
  let part = along / length;
  for (let round = 0; round < 12; round++) {
    const off = along - curveLength((t) => curve(t * part));
    part = Math.min(1, Math.max(0, part + off / length));
    if (Math.abs(off) < 1e-6) break;
  }
  return part;
}

function cutLine(line: readonly Position[], cuts: readonly number[], measure: EdgeMeasure): Position[][] {
  const pieces: Position[][] = [[line[0]]];
  let start = 0;
  let next = 0;
  for (let i = 1; i < line.length; i++) {
    const { length, at } = measure(line[i - 1], line[i]);
    for (; next < cuts.length && cuts[next] < start + length; next++) {
      const place = cuts[next] > start ? at(cuts[next] - start) : line[i - 1];
      pieces[pieces.length - 1].push(place);
      pieces.push([place]);
    }
    pieces[pieces.length - 1].push(line[i]);
    start += length;
  }
  return pieces.filter((piece) => piece.length > 1);
}

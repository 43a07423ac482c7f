import { CrsError } from './crs-error.ts';
import { ELLIPSOIDS, type Ellipsoid } from './ellipsoids.ts';
import { METHODS, type Method, sameName } from './methods.ts';
import { type CrsParameters, parseProj, withoutEmptyShift } from './parameters.ts';
import { child, numberAt, parseWktTree, textAt, type WktNode } from './wkt-tree.ts';

/** What a WKT says. */
export interface WktCrs {
  readonly parameters: CrsParameters;
  readonly name: string;
  /** EPSG code that the text itself claims for the whole system. */
  readonly code: number | undefined;
  /** EPSG code of the geographic system. */
  readonly base: number | undefined;
  readonly datum: string;
}

const DEGREE = Math.PI / 180;

/**
 * Reads WKT 1 (OGC 01-009, GDAL's and Esri's dialects) and WKT 2 (ISO 19162) of a geographic or projected system.
 * Axes are taken in the order of GIS: east, north.
 * @throws CrsError for text of another shape, other kinds of systems, and methods that Terrane does not know.
 */
export function readWkt(text: string): WktCrs {
  return readNode(parseWktTree(text));
}

function readNode(tree: WktNode): WktCrs {
  switch (tree.keyword) {
    case 'BOUNDCRS':
      return readBound(tree);
    case 'COMPD_CS':
    case 'COMPOUNDCRS':
      if (tree.children[0]) return readNode(tree.children[0]);
      break;
    case 'GEOGCS':
    case 'GEOGCRS':
    case 'GEODCRS':
    case 'GEOGRAPHICCRS':
    case 'GEODETICCRS':
      return readGeographic(tree);
    case 'PROJCS':
    case 'PROJCRS':
    case 'PROJECTEDCRS':
      return readProjected(tree);
  }
  throw new CrsError(
    `The CRS of a map projection could not be parsed: ${tree.keyword} is not a geographic or projected system.`,
  );
}

/** WKT 2's way to attach a shift to WGS 84. */
function readBound(tree: WktNode): WktCrs {
  const source = child(tree, 'SOURCECRS')?.children[0];
  const shift = child(tree, 'ABRIDGEDTRANSFORMATION');
  if (!source || !shift)
    throw new CrsError('The CRS of a map projection could not be parsed: BOUNDCRS without a source or a shift.');
  const inner = readNode(source);
  if (child(shift, 'PARAMETERFILE')) throw new CrsError('Datum grids (PARAMETERFILE) are not supported.');
  const sign = /coordinate frame/i.test(textAt(child(shift, 'METHOD'), 0)) ? -1 : 1;
  const numbers = shift.children.filter((node) => node.keyword === 'PARAMETER').map((node) => numberAt(node, 1));
  const towgs84 = numbers.map((value, i) => (i === 6 ? (value - 1) * 1e6 : i > 2 ? sign * value : value));
  return { ...inner, parameters: { ...inner.parameters, towgs84: withoutEmptyShift(towgs84) } };
}

function readGeographic(tree: WktNode): WktCrs {
  const datum = child(tree, 'DATUM', 'ENSEMBLE', 'GEODETICDATUM', 'TRF');
  const shape = datum && child(datum, 'SPHEROID', 'ELLIPSOID');
  if (!datum || !shape)
    throw new CrsError('The CRS of a map projection could not be parsed: it has no datum or no ellipsoid.');
  const shift = child(datum, 'TOWGS84')?.values.map(Number) ?? [];
  return {
    parameters: {
      projection: 'longlat',
      values: {},
      ellipsoid: ellipsoid(shape),
      towgs84: withoutEmptyShift(shift),
      primeMeridian: meridian(child(tree, 'PRIMEM', 'PRIMEMERIDIAN'), angularUnit(tree)),
      metersPerUnit: 1,
    },
    name: textAt(tree, 0),
    code: epsgOf(tree),
    base: epsgOf(tree),
    datum: textAt(datum, 0).replace(/^D_/, ''),
  };
}

function readProjected(tree: WktNode): WktCrs {
  const baseNode = child(tree, 'GEOGCS', 'BASEGEOGCRS', 'BASEGEODCRS');
  if (!baseNode) throw new CrsError('The CRS of a map projection could not be parsed: it has no geographic base.');
  const base = readGeographic(baseNode);
  const conversion = child(tree, 'CONVERSION') ?? tree;
  const unit = child(tree, 'UNIT', 'LENGTHUNIT') ?? axisUnit(tree);
  const metersPerUnit = unit ? numberAt(unit, 1) : 1;
  const extension = tree.children.find((node) => node.keyword === 'EXTENSION' && textAt(node, 0) === 'PROJ4');
  const method = textAt(child(conversion, 'PROJECTION', 'METHOD'), 0);
  const parameters = extension
    ? parseProj(textAt(extension, 1))
    : {
        ...base.parameters,
        ...readMethod(method, conversion, metersPerUnit, angularUnit(baseNode)),
        metersPerUnit,
      };
  return {
    parameters: parameters.projection === 'webmerc' ? overSphere(parameters) : parameters,
    name: textAt(tree, 0),
    code: epsgOf(tree),
    base: base.base,
    datum: base.datum,
  };
}

function readMethod(name: string, conversion: WktNode, metersPerUnit: number, radiansPerUnit: number) {
  const given = conversion.children.filter((node) => node.keyword === 'PARAMETER');
  const method = METHODS.find((known) => isNamed(known, name));
  if (!method)
    throw new CrsError(`The CRS of a map projection could not be parsed: the method "${name}" is not supported.`);
  const values: Record<string, number> = {};
  for (const { key, wkt, aliases, missing } of method.parameters) {
    const node = given.find((candidate) => [wkt, ...aliases].some((alias) => sameName(alias, textAt(candidate, 0))));
    values[key] = node ? inProjUnits(node, key, metersPerUnit, radiansPerUnit) : missing;
  }
  return { projection: method.proj, values: completed(method, values, name) };
}

function isNamed(method: Method, name: string): boolean {
  return [method.wkt, ...method.aliases].some((alias) => sameName(alias, name));
}

/** Lengths in metres and angles in degrees; a unit beside the parameter (WKT 2) overrides the system's. */
function inProjUnits(node: WktNode, key: string, metersPerUnit: number, radiansPerUnit: number): number {
  const value = numberAt(node, 1);
  if (key === 'k') return value;
  const own = numberAt(child(node, 'LENGTHUNIT', 'ANGLEUNIT', 'UNIT'), 1);
  if (key === 'x_0' || key === 'y_0') return value * (Number.isNaN(own) ? metersPerUnit : own);
  const radians = Number.isNaN(own) ? radiansPerUnit : own;
  return Math.abs(radians - DEGREE) < 1e-12 ? value : (value * radians) / DEGREE;
}

/** What the notations leave out and PROJ needs: the pole of a polar method, the parallel of a conic one. */
export function completed(method: Method, values: Record<string, number>, name = ''): Record<string, number> {
  if (method.proj === 'stere') {
    const trueScale = values['lat_ts']!;
    const pole = /south/i.test(name) || trueScale < 0 ? -90 : 90;
    // At the pole the scale factor counts (variant A), elsewhere the parallel (variant B).
    if (Math.abs(trueScale) === 90) {
      const { lat_ts: _, ...rest } = values;
      return { ...rest, lat_0: pole };
    }
    const { k: _, ...rest } = values;
    return { ...rest, lat_0: pole };
  }
  if (method.wkt === 'Lambert_Conformal_Conic_1SP') return { ...values, lat_1: values['lat_0']! };
  return values;
}

/** Web Mercator treats the ellipsoid's longitudes and latitudes as if they lay on a sphere of its semi-major axis. */
export function overSphere(parameters: CrsParameters): CrsParameters {
  const { a } = parameters.ellipsoid;
  return { ...parameters, ellipsoid: { a, inverseFlattening: 0 }, towgs84: [], primeMeridian: 0 };
}

function ellipsoid(node: WktNode): Ellipsoid {
  const shape = { a: numberAt(node, 1) * unitOf(node), inverseFlattening: numberAt(node, 2) };
  if (shape.a > 0 && shape.inverseFlattening >= 0) return shape;
  const named = ELLIPSOIDS.find((known) => sameName(known.wkt, textAt(node, 0)));
  if (!named)
    throw new CrsError(
      `The CRS of a map projection could not be parsed: the ellipsoid "${textAt(node, 0)}" has no axes.`,
    );
  return named;
}

function unitOf(node: WktNode): number {
  const factor = numberAt(child(node, 'LENGTHUNIT', 'UNIT'), 1);
  return Number.isNaN(factor) ? 1 : factor;
}

function meridian(node: WktNode | undefined, radiansPerUnit: number): number {
  if (!node) return 0;
  const own = numberAt(child(node, 'ANGLEUNIT', 'UNIT'), 1);
  return (numberAt(node, 1) * (Number.isNaN(own) ? radiansPerUnit : own)) / DEGREE;
}

function angularUnit(tree: WktNode): number {
  const factor = numberAt(child(tree, 'UNIT', 'ANGLEUNIT') ?? axisUnit(tree), 1);
  return Number.isNaN(factor) ? DEGREE : factor;
}

function axisUnit(tree: WktNode): WktNode | undefined {
  const axis = child(tree, 'AXIS');
  return axis && child(axis, 'LENGTHUNIT', 'ANGLEUNIT', 'UNIT');
}

function epsgOf(tree: WktNode): number | undefined {
  const id = child(tree, 'AUTHORITY', 'ID');
  return id && sameName(textAt(id, 0), 'EPSG') ? Number(textAt(id, 1)) : undefined;
}

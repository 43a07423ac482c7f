import { CrsError } from './crs-error.ts';
import type { CrsDefinition } from './definition.ts';
import { ELLIPSOIDS, type Ellipsoid } from './ellipsoids.ts';
import { METHODS, type Method, sameName } from './methods.ts';
import { type CrsParameters, namedMeridian, parseProj, withoutEmptyShift } from './parameters.ts';
import { registered } from './registry.ts';
import { child, numberAt, parseWktTree, textAt, type WktNode } from './wkt-tree.ts';

const DEGREE = Math.PI / 180;

/**
 * Reads WKT 1 (OGC 01-009, GDAL's and Esri's dialects) and WKT 2 (ISO 19162) of a geographic or projected system.
 * Axes are taken in the order of GIS: east, north.
 * @throws CrsError for text of another shape, other kinds of systems, and methods that Terrane does not know.
 */
export function readWkt(text: string): CrsDefinition {
  return readNode(parseWktTree(text));
}

/** Reads a tree of WKT's nodes. */
export function readNode(tree: WktNode): CrsDefinition {
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
function readBound(tree: WktNode): CrsDefinition {
  const source = child(tree, 'SOURCECRS')?.children[0];
  const shift = child(tree, 'ABRIDGEDTRANSFORMATION');
  if (!source || !shift)
    throw new CrsError('The CRS of a map projection could not be parsed: BOUNDCRS without a source or a shift.');
  const inner = readNode(source);
  if (child(shift, 'PARAMETERFILE')) throw new CrsError('Datum grids (PARAMETERFILE) are not supported.');
  const sign = /coordinate frame/i.test(textAt(child(shift, 'METHOD'), 0)) ? -1 : 1;
  const numbers = shift.children.filter((node) => node.keyword === 'PARAMETER').map((node) => numberAt(node, 1));
  const towgs84 = numbers.map((value, i) => (i === 6 ? (value - 1) * 1e6 : i > 2 ? sign * value : value));
  return { ...inner, hasShift: true, parameters: { ...inner.parameters, towgs84: withoutEmptyShift(towgs84) } };
}

function readGeographic(tree: WktNode): CrsDefinition {
  const datum = child(tree, 'DATUM', 'ENSEMBLE', 'GEODETICDATUM', 'TRF');
  const shape = datum && child(datum, 'SPHEROID', 'ELLIPSOID');
  if (!datum || !shape)
    throw new CrsError('The CRS of a map projection could not be parsed: it has no datum or no ellipsoid.');
  const shift = child(datum, 'TOWGS84')?.values.map(Number);
  const radians = angularUnit(tree);
  return {
    hasShift: shift !== undefined,
    parameters: {
      projection: 'longlat',
      values: {},
      ellipsoid: ellipsoid(shape),
      towgs84: withoutEmptyShift(shift ?? []),
      primeMeridian: meridian(child(tree, 'PRIMEM', 'PRIMEMERIDIAN'), radians),
      metersPerUnit: 1,
      degreesPerUnit: Math.abs(radians - DEGREE) < 1e-10 ? 1 : Number((radians / DEGREE).toPrecision(12)),
      axis: 'enu',
    },
    name: textAt(tree, 0),
    code: codeOf(tree),
    base: codeOf(tree),
    datum: textAt(datum, 0).replace(/^D_/, ''),
  };
}

function readProjected(tree: WktNode): CrsDefinition {
  const baseNode = child(tree, 'GEOGCS', 'BASEGEOGCRS', 'BASEGEODCRS');
  if (!baseNode) throw new CrsError('The CRS of a map projection could not be parsed: it has no geographic base.');
  const base = readGeographic(baseNode);
  const conversion = child(tree, 'CONVERSION') ?? tree;
  const unit = child(tree, 'UNIT', 'LENGTHUNIT') ?? axisUnit(tree);
  const metersPerUnit = unit ? numberAt(unit, 1) : 1;
  const extension = tree.children.find((node) => node.keyword === 'EXTENSION' && textAt(node, 0) === 'PROJ4');
  const method = textAt(child(conversion, 'PROJECTION', 'METHOD'), 0);
  const code = codeOf(tree);
  const known =
    code === undefined || METHODS.some((candidate) => isNamed(candidate, method)) ? undefined : registered(code);
  // A method that we know under its system's code only.
  if (known && !extension)
    return { ...base, parameters: parseProj(known.definition), name: textAt(tree, 0), code, hasShift: false };
  const parameters: CrsParameters = extension
    ? parseProj(textAt(extension, 1))
    : {
        ...base.parameters,
        ...readMethod(method, conversion, metersPerUnit, angularUnit(baseNode)),
        metersPerUnit,
        degreesPerUnit: 1,
        axis: axes(tree, conversion, method),
      };
  return {
    hasShift: base.hasShift,
    parameters: parameters.projection === 'webmerc' ? overSphere(parameters) : parameters,
    name: textAt(tree, 0),
    code,
    base: base.base,
    datum: base.datum,
  };
}

/** PROJ's `+axis=` of systems that count westward or southward; whether northings come first is no matter in GIS. */
function axes(tree: WktNode, conversion: WktNode, method: string): string {
  const given = tree.children.filter((node) => node.keyword === 'AXIS');
  const letters = given.slice(0, 2).map((node) => String(node.values[1] ?? '')[0]?.toLowerCase() ?? '');
  // About a pole both axes point the same way.
  if (letters.includes('w') && letters[0] !== letters[1]) return `${letters.join('')}u`;
  if (letters.length > 0) return 'enu';
  if (/south[_ ]?orient/i.test(method)) return 'wsu';
  // Esri turns Krovak's axes by a parameter.
  const turned = conversion.children.some((node) => sameName(textAt(node, 0), 'X_Scale') && numberAt(node, 1) === -1);
  return sameName(method, 'Krovak') && !turned ? 'swu' : 'enu';
}

function readMethod(name: string, conversion: WktNode, metersPerUnit: number, radiansPerUnit: number) {
  const given = conversion.children.filter((node) => node.keyword === 'PARAMETER');
  const second = given.some((node) =>
    /^(standard_parallel_2|latitude of 2nd standard parallel)$/i.test(textAt(node, 0)),
  );
  // Esri has one name for both of Lambert's conics.
  const wanted = sameName(name, 'Lambert_Conformal_Conic') && !second ? 'Lambert_Conformal_Conic_1SP' : name;
  const method = METHODS.find((known) => isNamed(known, wanted));
  if (!method)
    throw new CrsError(
      `The CRS of a map projection could not be parsed: the method "${name}" is not supported. Convert the file with gdalwarp or ogr2ogr ('-t_srs EPSG:4326').`,
    );
  const values: Record<string, number> = {};
  for (const { key, wkt, aliases, missing } of method.parameters) {
    const node = given.find((candidate) => [wkt, ...aliases].some((alias) => sameName(alias, textAt(candidate, 0))));
    const value = node ? inProjUnits(node, key, metersPerUnit, radiansPerUnit) : missing;
    if (!Number.isNaN(value)) values[key] = value;
  }
  const parallel = given.find((node) => sameName(textAt(node, 0), 'standard_parallel_1'));
  if (method.wkt === 'Lambert_Conformal_Conic_1SP' && parallel)
    values['lat_1'] = inProjUnits(parallel, 'lat_1', metersPerUnit, radiansPerUnit);
  return completed(method, values, name);
}

function isNamed(method: Method, name: string): boolean {
  return [method.wkt, ...method.aliases].some((alias) => sameName(alias, name));
}

/** Lengths in metres and angles in degrees; a unit beside the parameter (WKT 2) overrides the system's. */
function inProjUnits(node: WktNode, key: string, metersPerUnit: number, radiansPerUnit: number): number {
  const value = numberAt(node, 1);
  if (key === 'k') {
    const scale = numberAt(child(node, 'SCALEUNIT', 'UNIT'), 1);
    return Number.isNaN(scale) ? value : value * scale;
  }
  const own = numberAt(child(node, 'LENGTHUNIT', 'ANGLEUNIT', 'UNIT'), 1);
  if (key === 'x_0' || key === 'y_0') return value * (Number.isNaN(own) ? metersPerUnit : own);
  const radians = Number.isNaN(own) ? radiansPerUnit : own;
  return Math.abs(radians - DEGREE) < 1e-12 ? value : (value * radians) / DEGREE;
}

/**
 * Completes a method's values with those that the notations leave out and PROJ needs: the pole of a polar method, the parallel of a conic
 * one.
 */
export function completed(
  method: Method,
  values: Readonly<Record<string, number>>,
  name = '',
): Pick<CrsParameters, 'projection' | 'values'> {
  const projection = method.proj;
  if (method.wkt === 'Polar_Stereographic') {
    const trueScale = values['lat_ts']!;
    const pole = /south/i.test(name) || trueScale < 0 ? -90 : 90;
    // At the pole the scale factor counts (variant A), elsewhere the parallel (variant B).
    const { lat_ts: _, k: __, ...rest } = values;
    if (Math.abs(trueScale) === 90) return { projection, values: { ...rest, k: values['k'] ?? 1, lat_0: pole } };
    return { projection, values: { ...rest, lat_ts: trueScale, lat_0: pole } };
  }
  if (method.wkt === 'Lambert_Conformal_Conic_1SP')
    return { projection, values: { ...values, lat_1: values['lat_1'] ?? values['lat_0']! } };
  if (projection === 'omerc') return oblique(method, values);
  return { projection, values: method.fixed ? { ...values, ...method.fixed } : values };
}

/** The line of a Swiss projection runs eastward: PROJ has a method of its own for it. */
function oblique(method: Method, values: Readonly<Record<string, number>>) {
  const gamma = values['gamma'] ?? values['alpha']!;
  if (method.fixed === undefined && values['alpha'] === 90 && gamma === 90) {
    const { alpha: _, gamma: __, lonc = 0, ...rest } = values;
    return { projection: 'somerc', values: { ...rest, lon_0: lonc } };
  }
  return { projection: 'omerc', values: { ...values, gamma, ...method.fixed } };
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

/** Degrees. WKT 2 has a unit beside it, and WKT 1 should have the system's; but GDAL and Esri write degrees whatever that is. */
function meridian(node: WktNode | undefined, radiansPerUnit: number): number {
  if (!node) return 0;
  const value = numberAt(node, 1);
  const own = numberAt(child(node, 'ANGLEUNIT', 'UNIT'), 1);
  if (!Number.isNaN(own)) return (value * own) / DEGREE;
  const inUnits = (value * radiansPerUnit) / DEGREE;
  const named = namedMeridian(textAt(node, 0));
  return named !== undefined && Math.abs(inUnits - named) < 1e-4 ? inUnits : value;
}

function angularUnit(tree: WktNode): number {
  const factor = numberAt(child(tree, 'UNIT', 'ANGLEUNIT') ?? axisUnit(tree), 1);
  return Number.isNaN(factor) ? DEGREE : factor;
}

function axisUnit(tree: WktNode): WktNode | undefined {
  const axis = child(tree, 'AXIS');
  return axis && child(axis, 'LENGTHUNIT', 'ANGLEUNIT', 'UNIT');
}

function codeOf(tree: WktNode): number | undefined {
  const id = child(tree, 'AUTHORITY', 'ID');
  return id && /^(EPSG|ESRI)$/i.test(textAt(id, 0)) ? Number(textAt(id, 1)) : undefined;
}

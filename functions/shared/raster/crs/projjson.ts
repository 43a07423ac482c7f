import { CrsError } from './crs-error.ts';
import type { CrsDefinition } from './definition.ts';
import { readNode } from './wkt-reader.ts';
import type { WktNode } from './wkt-tree.ts';

type Json = { readonly [member: string]: unknown };

const MAX_LENGTH = 100_000;

/** Keywords of WKT 2 for PROJJSON's types of systems. */
const SYSTEMS: Readonly<Record<string, string>> = {
  GeographicCRS: 'GEOGCRS',
  GeodeticCRS: 'GEODCRS',
  ProjectedCRS: 'PROJCRS',
  CompoundCRS: 'COMPOUNDCRS',
};

/** Units that PROJJSON names without their size: radians and metres. */
const UNITS: Readonly<Record<string, number>> = { metre: 1, degree: Math.PI / 180, unity: 1 };

/**
 * Reads PROJJSON (PROJ's schema 0.x) of a geographic or projected system: it is WKT 2 in other clothes, and becomes its tree.
 * @throws CrsError for anything else.
 */
export function readProjJson(text: string): CrsDefinition {
  let json: unknown;
  try {
    if (text.length <= MAX_LENGTH) json = JSON.parse(text);
  } catch {
    // Not JSON: refused below.
  }
  if (!isObject(json)) throw unreadable();
  return readNode(system(json));
}

function system(json: Json): WktNode {
  if (json['type'] === 'BoundCRS') return bound(json);
  // A base may go without its type.
  const keyword = SYSTEMS[String(json['type'] ?? 'GeographicCRS')];
  if (keyword === undefined) throw unreadable();
  if (keyword === 'COMPOUNDCRS') {
    const parts = Array.isArray(json['components']) ? json['components'].filter(isObject) : [];
    if (parts[0] === undefined) throw unreadable();
    return node(keyword, [json['name']], [system(parts[0])]);
  }
  const axes = members(json['coordinate_system'], 'axis').map((axis) =>
    node('AXIS', [axis['name'], axis['direction']], unit(axis['unit'])),
  );
  if (keyword === 'PROJCRS') {
    const base = isObject(json['base_crs']) ? system(json['base_crs']) : undefined;
    const conversion = isObject(json['conversion']) ? json['conversion'] : {};
    const method = isObject(conversion['method']) ? conversion['method'] : {};
    return node(
      keyword,
      [json['name']],
      [
        ...(base ? [{ ...base, keyword: 'BASEGEOGCRS' }] : []),
        node('CONVERSION', [conversion['name']], [node('METHOD', [method['name']]), ...parameters(conversion)]),
        ...axes,
        ...identifier(json),
      ],
    );
  }
  const datum = isObject(json['datum'])
    ? json['datum']
    : isObject(json['datum_ensemble'])
      ? json['datum_ensemble']
      : {};
  return node(keyword, [json['name']], [...datumNodes(datum), ...axes, ...identifier(json)]);
}

function datumNodes(datum: Json): WktNode[] {
  const shape = isObject(datum['ellipsoid']) ? datum['ellipsoid'] : {};
  const a = size(shape['semi_major_axis'] ?? shape['radius']);
  const b = size(shape['semi_minor_axis']);
  const flattening = shape['inverse_flattening'] ?? (Number.isNaN(b) || a === b ? 0 : a / (a - b));
  const meridian = isObject(datum['prime_meridian']) ? datum['prime_meridian'] : undefined;
  const longitude = meridian?.['longitude'];
  return [
    node('DATUM', [datum['name']], [node('ELLIPSOID', [shape['name'], a, flattening])]),
    ...(meridian
      ? [
          isObject(longitude)
            ? node('PRIMEM', [meridian['name'], longitude['value']], unit(longitude['unit']))
            : node('PRIMEM', [meridian['name'], longitude], unit('degree')),
        ]
      : []),
  ];
}

function bound(json: Json): WktNode {
  const { source_crs: source, transformation } = json;
  if (!isObject(source) || !isObject(transformation)) throw unreadable();
  const method = isObject(transformation['method']) ? transformation['method'] : {};
  // The scale is a difference in PROJJSON, and a factor in WKT.
  const shift = members(transformation, 'parameters').map((parameter) => {
    const isScale = /scale/i.test(String(parameter['name']));
    return node('PARAMETER', [parameter['name'], isScale ? 1 + Number(parameter['value']) * 1e-6 : parameter['value']]);
  });
  return node(
    'BOUNDCRS',
    [],
    [
      node('SOURCECRS', [], [system(source)]),
      node('ABRIDGEDTRANSFORMATION', [transformation['name']], [node('METHOD', [method['name']]), ...shift]),
    ],
  );
}

function parameters(conversion: Json): WktNode[] {
  return members(conversion, 'parameters').map((parameter) =>
    node('PARAMETER', [parameter['name'], parameter['value']], unit(parameter['unit'])),
  );
}

function unit(json: unknown): WktNode[] {
  if (typeof json === 'string') return [node('UNIT', [json, UNITS[json] ?? Number.NaN])];
  if (!isObject(json)) return [];
  return [node('UNIT', [json['name'], json['conversion_factor']])];
}

function size(json: unknown): number {
  if (!isObject(json)) return Number(json ?? Number.NaN);
  const factor = isObject(json['unit']) ? Number(json['unit']['conversion_factor'] ?? 1) : 1;
  return Number(json['value']) * factor;
}

function identifier(json: Json): WktNode[] {
  const { id } = json;
  return isObject(id) ? [node('ID', [id['authority'], Number(id['code'])])] : [];
}

function members(json: unknown, name: string): Json[] {
  const list = isObject(json) ? json[name] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function node(keyword: string, values: readonly unknown[], children: readonly WktNode[] = []): WktNode {
  return {
    keyword,
    values: values.map((value) => (typeof value === 'number' ? value : String(value ?? ''))),
    children,
  };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(): CrsError {
  return new CrsError(
    'The CRS of a map projection could not be parsed: it is not PROJJSON of a geographic or projected system.',
  );
}

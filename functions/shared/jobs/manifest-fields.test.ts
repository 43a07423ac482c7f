import { describe, expect, it } from 'vitest';
import '../messages/import.ts';
import { MESSAGES } from '../messages/message.ts';
import type { Json } from '../values/value.ts';
import { parseManifest } from './manifest.ts';
import { parseTableManifest } from './table-manifest.ts';

/** The fields of a message and of the messages in it, as paths: `tilesets.sources.uris`. */
function pathsOf(name: string): string[] {
  return Object.entries(MESSAGES.get(name) ?? {}).flatMap(([field, type]) => {
    const inner = (type as { $ref?: string }).$ref ?? (type as { items?: { $ref?: string } }).items?.$ref;
    const known = inner === undefined ? undefined : MESSAGES.get(inner);
    return known === undefined || WHOLE.includes(inner as string)
      ? [field]
      : pathsOf(inner as string).map((path) => `${field}.${path}`);
  });
}

/** Messages that are taken or refused as a whole. */
const WHOLE = ['Policy', 'AffineTransform', 'GridDimensions', 'GridPoint'];

/** The object with a value at a path; lists on the way have one element. */
function withField(base: Json, path: string, value: Json): Json {
  const [field, ...rest] = path.split('.');
  if (Array.isArray(base)) return [withField(base[0] ?? {}, path, value)];
  const object = base as { [name: string]: Json };
  return { ...object, [field]: rest.length === 0 ? value : withField(object[field] ?? {}, rest.join('.'), value) };
}

const RING = [
  { x: 0.5, y: 0.5 },
  { x: 1.5, y: 0.5 },
  { x: 1.5, y: 1.5 },
  { x: 0.5, y: 0.5 },
];
const IMAGE = {
  tilesets: [{ sources: [{ uris: ['gs://b/a.tif'] }] }],
  bands: [{ id: 'a' }],
  maskBands: [{}],
  footprint: { points: RING },
};
const TABLE = { sources: [{ uris: ['gs://b/a.csv'] }] };

/** A value for each field that is not the one of the manifest above. */
const IMAGE_FIELDS: { readonly [path: string]: Json } = {
  properties: { a: 1 },
  uriPrefix: 'gs://b/',
  'tilesets.id': 'one',
  'tilesets.dataType': 'INT16',
  'tilesets.crs': 'EPSG:4326',
  'tilesets.sources.uris': ['gs://b/b.tif'],
  'tilesets.sources.affineTransform': { scaleX: 1, scaleY: -1 },
  'tilesets.sources.dimensions': { width: 1, height: 1 },
  'tilesets.subdatasetPrefix': 'HDF:',
  'tilesets.subdatasetSuffix': ':a',
  'bands.id': 'b',
  'bands.tilesetId': 'one',
  'bands.tilesetBandIndex': 1,
  'bands.missingData.values': [1],
  'bands.pyramidingPolicy': 'MODE',
  'maskBands.tilesetId': 'one',
  'maskBands.bandIds': ['a'],
  'footprint.points': RING.slice(0, 3),
  'footprint.bandId': 'a',
  'missingData.values': [1],
  pyramidingPolicy: 'MODE',
  startTime: '2020-01-01T00:00:00Z',
  endTime: '2020-01-01T00:00:00Z',
  minTileAreaRatio: 0.5,
  skipMetadataRead: true,
};
const TABLE_FIELDS: { readonly [path: string]: Json } = {
  'sources.uris': ['gs://b/b.csv'],
  'sources.charset': 'windows-1252',
  'sources.crs': 'EPSG:3857',
  'sources.geodesic': false,
  'sources.maxErrorMeters': 5,
  'sources.maxVertices': 5,
  'sources.primaryGeometryColumn': 'g',
  'sources.xColumn': 'x',
  'sources.yColumn': 'y',
  'sources.dateFormat': 'YYYY',
  'sources.csvDelimiter': ';',
  'sources.csvQualifier': "'",
  'sources.simplifyErrorMeters': 1,
  uriPrefix: 'gs://b/',
  startTime: '2020-01-01T00:00:00Z',
  endTime: '2020-01-01T00:00:00Z',
  properties: { a: 1 },
  columnDataTypeOverrides: { a: 'COLUMN_DATA_TYPE_STRING' },
  csvColumnDataTypeOverrides: { a: 'CSV_COLUMN_DATA_TYPE_STRING' },
  policy: { bindings: [{ role: 'roles/viewer', members: ['allUsers'] }] },
};

/** What the jobs do not look at: the name is the handler's, and a memo is for whoever reads the manifest. */
const UNREAD = ['name', 'memo'];

/** What parsing makes of a manifest: its content, or the message of its error. */
function outcome(parse: (text: string) => object, manifest: Json): unknown {
  try {
    return parse(JSON.stringify(manifest));
  } catch (error) {
    return (error as Error).message;
  }
}

describe.each([
  ['ImageManifest', parseManifest, IMAGE as Json, IMAGE_FIELDS],
  ['TableManifest', parseTableManifest, TABLE as Json, TABLE_FIELDS],
])('%s', (message, parse, base, fields) => {
  it('has no field that nobody has decided on', () => {
    expect(pathsOf(message).sort()).toEqual([...Object.keys(fields), ...UNREAD].sort());
    expect(outcome(parse, base)).toEqual(expect.any(Object));
  });

  it.each(Object.entries(fields))('%s is read, or refused by its name', (path, value) => {
    const result = outcome(parse, withField(base, path, value));
    expect(result).not.toEqual(outcome(parse, base));
    if (typeof result === 'string') expect(result).toContain(path.split('.').at(-1) as string);
  });

  it.each(UNREAD)('%s changes nothing', (field) => {
    expect(outcome(parse, withField(base, field, 'projects/p/assets/x'))).toEqual(outcome(parse, base));
  });
});

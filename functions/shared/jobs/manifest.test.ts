import { describe, expect, it } from 'vitest';
import { parseManifest } from './manifest.ts';
import { parseTableManifest } from './table-manifest.ts';

const parse = (manifest: object) => parseManifest(JSON.stringify(manifest));
const parseTable = (manifest: object) => parseTableManifest(JSON.stringify(manifest));

const TILESETS = [{ sources: [{ uris: ['gs://b/a.tif'] }] }];

describe('an ImageManifest', () => {
  it('has what it leaves out filled in', () => {
    expect(parse({ name: 'a', tilesets: [{ sources: [{ uris: ['gs://b/a.tif'] }] }] })).toMatchObject({
      tilesets: [{ sources: [{ uris: ['gs://b/a.tif'] }] }],
      bands: [],
      maskBands: [],
      uriPrefix: '',
      properties: {},
    });
  });

  it('may leave policies to the default, and give values that mean missing', () => {
    const manifest = parse({
      tilesets: TILESETS,
      pyramidingPolicy: 'PYRAMIDING_POLICY_UNSPECIFIED',
      missingData: { values: [0, -1] },
      bands: [{ id: 'a', missingData: {}, pyramidingPolicy: 'mode' }],
    });
    expect(manifest.pyramidingPolicy).toBeUndefined();
    expect(manifest.missingData).toEqual([0, -1]);
    expect(manifest.bands).toMatchObject([{ missingData: [], pyramidingPolicy: 'MODE' }]);
  });

  it.each([
    [{}, "'image_manifest.tilesets': at least one is required"],
    [{ tilesets: [] }, "'image_manifest.tilesets': at least one is required"],
    [{ tilesets: [{}] }, "'image_manifest.tilesets.sources': at least one is required"],
    [{ tilesets: [...TILESETS, ...TILESETS] }, "'image_manifest.tilesets.id': '' is there twice"],
    [
      { tilesets: [{ sources: [{ uris: ['a.tif', 'a.tfw'] }] }] },
      'exactly one URI is expected. Got 2. Files of a mosaic',
    ],
    [{ tilesets: TILESETS, bands: [{}] }, "each band must have an 'id'"],
    [{ tilesets: TILESETS, bands: [{ id: 'a', tilesetBandIndex: -1 }] }, 'must not be negative. Got -1.'],
    [{ tilesets: TILESETS, properties: { a: { b: 1 } } }, "Invalid value at 'image_manifest.properties.a'"],
    [{ tilesets: TILESETS, unknown: 1 }, 'Unknown name "unknown"'],
  ])('is refused: %j', (manifest, message) => {
    expect(() => parse(manifest)).toThrow(message);
  });
});

describe('a TableManifest', () => {
  const uris = ['gs://b/places.csv'];

  it('has one file', () => {
    const manifest = parseTable({ sources: [{ uris: ['places.csv'] }], uriPrefix: 'gs://b/', properties: { a: 1 } });
    expect(manifest).toMatchObject({
      uri: 'gs://b/places.csv',
      properties: { a: 1 },
      source: { charset: '', maxVertices: 0 },
    });
  });

  it('takes the types of columns from either field, rather from the newer one', () => {
    const { columnTypes } = parseTable({
      sources: [{ uris }],
      csvColumnDataTypeOverrides: { a: 'CSV_COLUMN_DATA_TYPE_STRING', b: 'CSV_COLUMN_DATA_TYPE_STRING' },
      columnDataTypeOverrides: { b: 'COLUMN_DATA_TYPE_NUMERIC' },
    });
    expect(Object.fromEntries(columnTypes)).toEqual({ a: 'STRING', b: 'NUMERIC' });
  });

  it.each([
    [{}, 'at least one is required'],
    [{ sources: [{ uris }, { uris }] }, 'Terrane imports tables of one source so far. Got 2.'],
    [{ sources: [{ uris: [...uris, ...uris] }] }, 'exactly one URI is expected. Got 2.'],
    [{ sources: [{ uris: ['places.csv'] }] }, "Invalid source URI 'places.csv': gs://BUCKET/OBJECT is expected."],
    [{ sources: [{ uris: ['gs://b/places.xlsx'] }] }, 'cannot be imported'],
    [{ sources: [{ uris, csvDelimiter: ';;' }] }, "'csvDelimiter': it must be a single character"],
    [{ sources: [{ uris, csvDelimiter: '"' }] }, 'must not be the same'],
    [{ sources: [{ uris, maxVertices: -1 }] }, 'must not be negative'],
    [{ sources: [{ uris, simplifyErrorMeters: 1 }] }, "'simplifyErrorMeters' is not supported"],
    [
      { sources: [{ uris: ['gs://b/a.shp'] }], columnDataTypeOverrides: { a: 'COLUMN_DATA_TYPE_STRING' } },
      "'columnDataTypeOverrides' are for CSV files only",
    ],
  ])('is refused: %j', (manifest, message) => {
    expect(() => parseTable(manifest)).toThrow(message);
  });
});

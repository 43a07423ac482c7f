import { beforeAll, describe, expect, it, vi } from 'vitest';
import { MESSAGES } from '../../shared/messages/message.ts';
import { SCHEDULED_METHODS } from '../schedules/scheduled-methods.ts';

/**
 * A row for every field of every request that starts an export or an import: what comes of it by default, of the smallest and the largest value,
 * and of wrong ones. The fields of manifests have rows of their own in manifest-fields.test.ts.
 */

type Json = unknown;
type Body = { readonly [field: string]: Json };

/** A value, and what there is in the submission because of it. */
type Taken = readonly [value: Json, outcome: object];
/** A value, and a part of the refusal. */
type Wrong = readonly [value: Json, message: string];

interface Row {
  /** The request that the field is put into, if it is not the first one. */
  readonly base?: string;
  /** What there is without the field. */
  readonly byDefault?: object;
  readonly taken?: readonly Taken[];
  readonly wrong?: readonly Wrong[];
}

interface Verb {
  readonly message: string;
  readonly bases: { readonly [name: string]: Body };
  readonly rows: { readonly [path: string]: Row };
}

const caller = { project: 'home-project', user: 'ana@example.org' };

beforeAll(() => {
  vi.stubEnv('TERRANE_AUTH', 'open');
  vi.stubEnv('TERRANE_DRIVE_BUCKETS', '*/drive-bucket');
});

/** What comes of a request; its options as JSON. */
function submitted(verb: string, body: Body): object {
  const text = (member: string) => (member in body ? JSON.stringify(body[member]) : undefined);
  const submission = SCHEDULED_METHODS[verb].read({ value: body, text }, caller);
  return { ...submission, options: JSON.parse(submission.options) };
}

/** A body with a value at a path; undefined leaves the field out. */
function withField(body: Body, path: string, value: Json): Body {
  const [field, ...rest] = path.split('.');
  const inner = rest.length === 0 ? value : withField((body[field] ?? {}) as Body, rest.join('.'), value);
  return { ...body, [field]: inner };
}

/** Messages that are taken or refused as a whole. */
const WHOLE = ['Expression', 'Policy', 'PixelGrid', 'GridDimensions', 'ImageManifest', 'TableManifest', 'Number'];

function pathsOf(name: string): string[] {
  return Object.entries(MESSAGES.get(name) ?? {}).flatMap(([field, type]) => {
    const inner = (type as { $ref?: string }).$ref;
    if (inner === undefined || WHOLE.includes(inner)) return [field];
    return pathsOf(inner).map((path) => `${field}.${path}`);
  });
}

const expression = { result: '0', values: { '0': { constantValue: 1 } } };
const cloudStorageDestination = { bucket: 'some-bucket', filenamePrefix: 'prefix' };
const earthEngineDestination = { name: 'projects/home-project/assets/a' };
const long = (length: number) => 'x'.repeat(length);

/** A number without bounds other than its type's. */
const INT32: Wrong[] = [
  [2 ** 31, 'TYPE_INT32'],
  [1.5, 'TYPE_INT32'],
  ['many', 'TYPE_INT32'],
];
const BOOLEAN: Wrong[] = [
  ['maybe', 'TYPE_BOOL'],
  [1, 'TYPE_BOOL'],
];

const VIEW = 'featureViewExportOptions';
const INGESTION = `${VIEW}.ingestionTimeParameters`;

/** What there is of the options of a feature view. */
const view = (featureView: object) => ({ options: { featureView } });

function rankingRows(rule: string, field: 'thinning' | 'zOrder'): Verb['rows'] {
  const path = `${INGESTION}.rankingOptions.${rule}`;
  const rules = (...list: object[]) => view({ [field]: { rules: list, random: false } });
  const ascending = { direction: 'ASCENDING' };
  return {
    [`${path}.pseudoRandomTiebreaking`]: {
      base: 'view',
      byDefault: view({ [field]: { random: false } }),
      taken: [[true, view({ [field]: { random: true } })]],
      wrong: BOOLEAN,
    },
    [`${path}.rankByOneThingRule`]: {
      base: 'view',
      byDefault: rules({ by: 'minZoomLevel', descending: false }),
      taken: [
        [[], rules({ by: 'minZoomLevel', descending: false })],
        [
          [
            { direction: 'DESCENDING', rankByAttributeRule: { attributeName: 'a' } },
            { ...ascending, rankByGeometryTypeRule: {} },
            { ...ascending, rankByMinVisibleLodRule: {} },
          ],
          rules(
            { by: 'attribute', attribute: 'a', descending: true },
            { by: 'geometryType', descending: false },
            { by: 'minZoomLevel', descending: false },
          ),
        ],
      ],
      wrong: [
        [[ascending], `'${rule}': a rule says neither an attribute`],
        [[{ rankByAttributeRule: {} }], `'${rule}': a rule says neither an attribute`],
        [[{ rankByGeometryTypeRule: {}, rankByMinZoomLevelRule: {} }], 'is already set'],
        [[{ direction: 'UP', rankByGeometryTypeRule: {} }], 'Direction'],
        [Array(11).fill({ rankByGeometryTypeRule: {} }), 'at most 10 rules'],
      ],
    },
  };
}

/** The rows of exports to feature views. */
const FEATURE_VIEW_ROWS: Verb['rows'] = {
  [`${VIEW}.featureViewDestination.name`]: {
    base: 'view',
    byDefault: {
      content: 'table',
      destination: { kind: 'asset', asset: earthEngineDestination.name, overwrite: false },
    },
    wrong: [
      [undefined, 'does not name the asset'],
      ['projects/home-project/assets', "a project's root"],
    ],
  },
  [`${VIEW}.featureViewDestination.permissions`]: {
    base: 'view',
    taken: [['FEATURE_VIEW_ASSET_PERMISSIONS_UNSPECIFIED', {}]],
    wrong: [['PUBLIC', "'permissions: PUBLIC' is not supported"]],
  },
  [`${VIEW}.featureViewDestination.assetVersion`]: {
    base: 'view',
    taken: [[0, {}]],
    wrong: [[1, "'assetVersion' is not supported"], ...INT32],
  },
  [`${INGESTION}.thinningOptions.maxFeaturesPerTile`]: {
    base: 'view',
    byDefault: view({ maxFeaturesPerTile: 500 }),
    taken: [
      [0, view({ maxFeaturesPerTile: 500 })],
      [1, view({ maxFeaturesPerTile: 1 })],
      [2000, view({ maxFeaturesPerTile: 2000 })],
    ],
    wrong: [[-1, "'maxFeaturesPerTile'"], [2001, "'maxFeaturesPerTile'"], ...INT32],
  },
  [`${INGESTION}.thinningOptions.thinningStrategy`]: {
    base: 'view',
    byDefault: view({ strategy: 'HIGHER_DENSITY' }),
    taken: [
      ['UNKNOWN_THINNING_STRATEGY', view({ strategy: 'HIGHER_DENSITY' })],
      ['HIGHER_DENSITY', view({ strategy: 'HIGHER_DENSITY' })],
      ['GLOBALLY_CONSISTENT', view({ strategy: 'GLOBALLY_CONSISTENT' })],
    ],
    wrong: [['X', 'ThinningStrategy']],
  },
  ...rankingRows('thinningRankingRule', 'thinning'),
  ...rankingRows('zOrderRankingRule', 'zOrder'),
  [`${INGESTION}.prerenderingOptions.prerenderTiles`]: {
    base: 'view',
    taken: [[false, view({ maxFeaturesPerTile: 500 })]],
    wrong: [[true, "'prerenderingOptions' are not supported"], ...BOOLEAN],
  },
  [`${INGESTION}.prerenderingOptions.tileLimiting`]: {
    base: 'view',
    wrong: [[{}, "'prerenderingOptions' are not supported"]],
  },
};

function text(length: number, field: string): Pick<Row, 'taken' | 'wrong'> {
  return {
    taken: [
      ['', { [field]: expect.any(String) }],
      [long(length), { [field]: long(length) }],
    ],
    wrong: [
      [long(length + 1), `at most ${length} characters`],
      [5, 'TYPE_STRING'],
    ],
  };
}

const REQUEST_ID: Row = {
  byDefault: { requestId: '' },
  taken: [
    ['', { requestId: '' }],
    ['a', { requestId: 'a' }],
    [long(60), { requestId: long(60) }],
  ],
};

/** Ids that are none are refused where the import is started: schedules do not look at them. */
const IMPORT_REQUEST_ID: Row = { ...REQUEST_ID, wrong: [[1, 'TYPE_STRING']] };

/** The rows of the fields that imports of both kinds have. */
function importRows(what: 'image' | 'table'): Verb['rows'] {
  return {
    description: {
      byDefault: { description: `Ingest ${what}: "projects/home-project/assets/a"` },
      ...text(1000, 'description'),
    },
    overwrite: {
      byDefault: { destination: { overwrite: false } },
      taken: [[true, { destination: { overwrite: true } }]],
      wrong: BOOLEAN,
    },
    requestId: IMPORT_REQUEST_ID,
  };
}

/** The rows of the fields that all exports have. */
const EXPORT_ROWS: Verb['rows'] = {
  expression: {
    wrong: [
      [undefined, "no 'expression'"],
      ['1', 'Expression'],
    ],
  },
  description: { byDefault: { description: '' }, ...text(1000, 'description') },
  requestId: {
    ...REQUEST_ID,
    wrong: [
      [long(61), 'at most 60'],
      ['a_b', 'at most 60'],
      [1, 'TYPE_STRING'],
    ],
  },
  priority: {
    byDefault: { priority: 100 },
    taken: [
      [0, { priority: 0 }],
      [9999, { priority: 9999 }],
      ['7', { priority: 7 }],
      [null, { priority: 100 }],
    ],
    wrong: [[-1, 'between 0 and 9999'], [10_000, 'between 0 and 9999'], ...INT32],
  },
  // A wish, which Earth Engine does not grant either.
  maxWorkers: {
    taken: [
      [-(2 ** 31), { priority: 100 }],
      [2 ** 31 - 1, { priority: 100 }],
    ],
    wrong: INT32,
  },
  workloadTag: {
    byDefault: {},
    taken: [
      ['', {}],
      ['a', { workloadTag: 'a' }],
      [`a${long(61)}z`, { workloadTag: `a${long(61)}z` }],
    ],
    wrong: [
      [long(64), 'Invalid tag'],
      ['A', 'Invalid tag'],
      ['-a', 'Invalid tag'],
    ],
  },
};

/** The rows of a file's place, for a kind of options. */
function placeRows(options: string, drive: string): Verb['rows'] {
  const cloud = `${options}.cloudStorageDestination`;
  const prefix = (value: string) => ({ destination: { prefix: value } });
  return {
    [`${cloud}.bucket`]: {
      byDefault: { destination: { bucket: 'some-bucket' } },
      taken: [
        ['a', { destination: { bucket: 'a' } }],
        [long(63), { destination: { bucket: long(63) } }],
      ],
      wrong: [
        [undefined, "no 'cloudStorageDestination.bucket'"],
        ['', "no 'cloudStorageDestination.bucket'"],
        [long(64), 'no name of a bucket'],
        ['A', 'no name of a bucket'],
        ['drive-bucket', "Terrane's own data"],
      ],
    },
    [`${cloud}.filenamePrefix`]: {
      byDefault: prefix('prefix'),
      taken: [
        ['a', prefix('a')],
        [long(900), prefix(long(900))],
        ['a/b', prefix('a/b')],
      ],
      wrong: [
        ['', '1 to 900 bytes'],
        [long(901), '1 to 900 bytes'],
        ['/a', '1 to 900 bytes'],
        ['a\nb', '1 to 900 bytes'],
        ['\ud800', '1 to 900 bytes'],
      ],
    },
    [`${options}.driveDestination.folder`]: {
      base: drive,
      byDefault: {
        destination: { bucket: 'drive-bucket', prefix: 'drive/home-project/ana@example.org/p', drive: true },
      },
      taken: [
        ['', prefix('drive/home-project/ana@example.org/p')],
        ['f', prefix('drive/home-project/ana@example.org/f/p')],
        [long(200), prefix(`drive/home-project/ana@example.org/${long(200)}/p`)],
        ['a/../b', prefix('drive/home-project/ana@example.org/a%2F..%2Fb/p')],
        ['..', prefix('drive/home-project/ana@example.org/%2E%2E/p')],
      ],
      wrong: [
        [long(201), 'at most 200 bytes'],
        ['a\0', 'at most 200 bytes'],
      ],
    },
    [`${options}.driveDestination.filenamePrefix`]: {
      base: drive,
      taken: [
        ['a', prefix('drive/home-project/ana@example.org/a')],
        ['a/b', prefix('drive/home-project/ana@example.org/a/b')],
      ],
      wrong: [
        ['', 'it must have 1 to'],
        [long(901), 'it must have 1 to'],
      ],
    },
  };
}

/** The rows of what only map tiles have of a place, for files. */
function fileOnlyRows(options: string): Verb['rows'] {
  const cloud = `${options}.cloudStorageDestination`;
  return {
    [`${cloud}.permissions`]: {
      taken: [
        ['TILE_PERMISSIONS_UNSPECIFIED', {}],
        ['DEFAULT_OBJECT_ACL', {}],
      ],
      wrong: [
        ['PUBLIC', "'permissions: PUBLIC' is not supported"],
        ['ALL', 'TilePermissions'],
      ],
    },
    [`${cloud}.bucketCorsUris`]: {
      taken: [[[], {}]],
      wrong: [
        [['https://a.example'], "'bucketCorsUris' is for exports of map tiles"],
        [['x'], "Invalid 'bucketCorsUris'"],
      ],
    },
  };
}

function assetRows(options: string, base: string): Verb['rows'] {
  const asset = `${options}.earthEngineDestination`;
  return {
    [`${asset}.name`]: {
      base,
      byDefault: { destination: { kind: 'asset', asset: 'projects/home-project/assets/a' } },
      taken: [['projects/home-project/assets/b/c', { destination: { asset: 'projects/home-project/assets/b/c' } }]],
      wrong: [
        [undefined, 'does not name the asset'],
        ['', 'does not name the asset'],
        ['projects/home-project/assets', 'root cannot be written'],
        ['projects/home-', 'nvalid'],
        ['projects/home-project/assets/a b', 'nvalid'],
        ['projects/home-project/assets//a', 'nvalid'],
      ],
    },
    [`${asset}.overwrite`]: {
      base,
      byDefault: { destination: { overwrite: false } },
      taken: [
        [true, { destination: { overwrite: true } }],
        [false, { destination: { overwrite: false } }],
      ],
      wrong: BOOLEAN,
    },
  };
}

const maxPixels: Row = {
  byDefault: { options: { maxPixels: 1e8 } },
  taken: [
    [1, { options: { maxPixels: 1 } }],
    ['9223372036854775807', { options: { maxPixels: 2 ** 63 } }],
  ],
  wrong: [
    [0, 'must be positive'],
    [-1, 'must be positive'],
    ['9223372036854775808', 'TYPE_INT64'],
    [1.5, 'TYPE_INT64'],
  ],
};

function tileSize(base: string): Row {
  return {
    base,
    byDefault: { options: { tileSize: 256 } },
    taken: [
      [16, { options: { tileSize: 16 } }],
      [2048, { options: { tileSize: 2048 } }],
    ],
    wrong: [[0, 'power of 2'], [8, 'power of 2'], [100, 'power of 2'], [4096, 'power of 2'], ...INT32],
  };
}

/** A row of a number of the options of TFRecords, by its name there. */
function patches(taken: readonly Taken[], wrong: readonly Wrong[], byDefault: object): Row {
  return { base: 'records', byDefault: { options: byDefault }, taken, wrong };
}

const dimensions = (name: string, field: string, byDefault: number[], largest: number[]): Row =>
  patches(
    [
      [{ width: 0, height: 0 }, { options: { [name]: byDefault } }],
      [{ width: 1, height: 1 }, { options: { [name]: name === 'margin' ? [0, 0] : [1, 1] } }],
      [{ width: 4096, height: 4096 }, { options: { [name]: largest } }],
    ],
    [
      [{ width: 4097, height: 1 }, `'${field}.width'`],
      [{ width: 1 }, `'${field}.height'`],
      [{ width: -1, height: 1 }, 'must not be negative'],
      [16, 'GridDimensions'],
    ],
    { [name]: byDefault },
  );

const tf = 'fileExportOptions.tfRecordOptions';
const tiff = 'fileExportOptions.geoTiffOptions';

const VERBS: { readonly [verb: string]: Verb } = {
  'image:export': {
    message: 'ExportImageRequest',
    bases: {
      file: { expression, fileExportOptions: { fileFormat: 'GEO_TIFF', cloudStorageDestination } },
      drive: { expression, fileExportOptions: { fileFormat: 'GEO_TIFF', driveDestination: { filenamePrefix: 'p' } } },
      records: { expression, fileExportOptions: { fileFormat: 'TF_RECORD_IMAGE', cloudStorageDestination } },
      asset: { expression, assetExportOptions: { earthEngineDestination } },
    },
    rows: {
      ...EXPORT_ROWS,
      maxPixels,
      grid: {
        byDefault: { options: { grid: undefined } },
        taken: [
          [null, { options: { grid: undefined } }],
          [{}, { options: { grid: undefined } }],
          [{ crsCode: 'EPSG:4326' }, { options: { grid: { crsCode: 'EPSG:4326' } } }],
          [{ dimensions: { width: 1, height: 1 } }, { options: { grid: { dimensions: { width: 1, height: 1 } } } }],
        ],
        wrong: [
          [{ crsCode: 'EPSG:4326', crsWkt: 'x' }, 'oneof field'],
          [{ dimensions: { width: -1 } }, 'must not be negative'],
          [1, 'PixelGrid'],
        ],
      },
      'fileExportOptions.fileFormat': {
        taken: [
          [undefined, { content: 'image', destination: { extension: 'tif' } }],
          ['IMAGE_FILE_FORMAT_UNSPECIFIED', { content: 'image' }],
          ['GEO_TIFF', { content: 'image' }],
          ['TF_RECORD_IMAGE', { content: 'patches', destination: { extension: 'tfrecord', sharded: true } }],
        ],
        wrong: [
          ...['PNG', 'JPEG', 'AUTO_JPEG_PNG', 'NPY', 'ZIPPED_GEO_TIFF', 'MULTI_BAND_IMAGE_TILE'].map(
            (format): Wrong => [format, `Images cannot be exported as ${format}`],
          ),
          ['GIF', 'ImageFileFormat'],
        ],
      },
      ...placeRows('fileExportOptions', 'drive'),
      ...fileOnlyRows('fileExportOptions'),
      'fileExportOptions.stacItem': {
        byDefault: { options: { stacItem: undefined } },
        taken: [
          [true, { options: { stacItem: true } }],
          [false, { options: { stacItem: undefined } }],
        ],
        wrong: BOOLEAN,
      },
      [`${tiff}.cloudOptimized`]: {
        byDefault: { options: { cloudOptimized: false } },
        taken: [[true, { options: { cloudOptimized: true } }]],
        wrong: BOOLEAN,
      },
      [`${tiff}.tileDimensions`]: {
        byDefault: { options: { fileDimensions: undefined }, destination: { divided: undefined } },
        taken: [
          [null, { options: { fileDimensions: undefined } }],
          [{ width: 0, height: 0 }, { options: { fileDimensions: undefined } }],
          [
            { width: 256, height: 512 },
            { options: { fileDimensions: [256, 512] }, destination: { divided: true } },
          ],
          [{ width: 2 ** 31 - 256, height: 256 }, { options: { fileDimensions: [2 ** 31 - 256, 256] } }],
        ],
        wrong: [
          [{ width: 9, height: 256 }, 'must be multiples of the shard size, 256. Got 9.'],
          [{ width: 256 }, "'tile_dimensions.height'"],
          [{ width: -256, height: 256 }, 'must not be negative'],
        ],
      },
      [`${tiff}.skipEmptyFiles`]: {
        byDefault: { options: { skipEmptyFiles: undefined } },
        taken: [
          [false, { options: { skipEmptyFiles: undefined } }],
          [true, { options: { skipEmptyFiles: true } }],
        ],
        wrong: BOOLEAN,
      },
      [`${tiff}.tileSize`]: tileSize('file'),
      [`${tiff}.noData`]: {
        byDefault: { options: { noData: undefined } },
        taken: [
          [{ floatValue: -1.5 }, { options: { noData: -1.5 } }],
          [{ integerValue: '0' }, { options: { noData: 0 } }],
          [{ floatValue: 1e300 }, { options: { noData: 1e300 } }],
        ],
        wrong: [
          [{ floatValue: 'x' }, 'TYPE_DOUBLE'],
          [{ floatValue: 1, integerValue: 1 }, 'oneof field'],
        ],
      },
      [`${tiff}.pyramidOptions.resamplingMethod`]: {
        byDefault: { options: { pyramidingPolicy: undefined } },
        taken: [
          ['RESAMPLING_METHOD_UNSPECIFIED', { options: { pyramidingPolicy: undefined } }],
          ['NEAREST', { options: { pyramidingPolicy: 'SAMPLE' } }],
          ['AVERAGE', { options: { pyramidingPolicy: 'MEAN' } }],
          ['MODE', { options: { pyramidingPolicy: 'MODE' } }],
        ],
        wrong: [
          ['LANCZOS', 'The resampling method LANCZOS'],
          ['MEDIAN', 'ResamplingMethod'],
        ],
      },
      [`${tiff}.metadataKeys`]: {
        taken: [[[], {}]],
        wrong: [[['a'], "'metadataKeys' is not supported"]],
      },
      [`${tf}.tileDimensions`]: dimensions('patch', 'tile_dimensions', [256, 256], [4096, 4096]),
      [`${tf}.marginDimensions`]: dimensions('margin', 'margin_dimensions', [0, 0], [2048, 2048]),
      [`${tf}.compress`]: patches(
        [[true, { options: { compress: true }, destination: { extension: 'tfrecord.gz' } }]],
        BOOLEAN,
        { compress: false },
      ),
      [`${tf}.maxSizeBytes`]: patches(
        [
          ['0', { options: { maxSizeBytes: 2 ** 30 } }],
          ['1', { options: { maxSizeBytes: 1 } }],
          ['9223372036854775807', { options: { maxSizeBytes: 2 ** 63 } }],
        ],
        [
          ['-1', 'must not be negative'],
          ['x', 'TYPE_INT64'],
        ],
        { maxSizeBytes: 2 ** 30 },
      ),
      [`${tf}.defaultValue`]: patches(
        [
          [-1e300, { options: { defaultValue: -1e300 } }],
          [1e300, { options: { defaultValue: 1e300 } }],
        ],
        [
          ['NaN', 'must be finite'],
          ['Infinity', 'must be finite'],
          ['x', 'TYPE_DOUBLE'],
        ],
        { defaultValue: 0 },
      ),
      [`${tf}.tensorDepths`]: patches(
        [
          [{ a: 1 }, { options: { tensorDepths: { a: 1 } } }],
          [{ a: 65_536 }, { options: { tensorDepths: { a: 65_536 } } }],
        ],
        [
          [{ a: 0 }, 'must be 1 to 65536'],
          [{ a: 65_537 }, 'must be 1 to 65536'],
          [[1], 'nvalid'],
          [{ a: 'x' }, 'TYPE_INT32'],
        ],
        { tensorDepths: {} },
      ),
      [`${tf}.sequenceData`]: patches([[true, { options: { sequenceData: true } }]], BOOLEAN, { sequenceData: false }),
      [`${tf}.collapseBands`]: patches([[true, { options: { collapseBands: true } }]], BOOLEAN, {
        collapseBands: false,
      }),
      [`${tf}.maxMaskedRatio`]: patches(
        [
          [0, { options: { maxMaskedRatio: 1 } }],
          [1e-9, { options: { maxMaskedRatio: 1e-9 } }],
          [1, { options: { maxMaskedRatio: 1 } }],
        ],
        [
          [-0.1, 'above 0 and at most 1'],
          [1.1, 'above 0 and at most 1'],
          ['NaN', 'above 0 and at most 1'],
        ],
        { maxMaskedRatio: 1 },
      ),
      ...assetRows('assetExportOptions', 'asset'),
      'assetExportOptions.pyramidingPolicy': {
        base: 'asset',
        byDefault: { options: { target: 'asset', pyramidingPolicy: undefined } },
        taken: [
          ['PYRAMIDING_POLICY_UNSPECIFIED', { options: { pyramidingPolicy: undefined } }],
          ['MEAN', { options: { pyramidingPolicy: 'MEAN' } }],
          ['MAX', { options: { pyramidingPolicy: 'MAX' } }],
        ],
        wrong: [['AVERAGE', 'nvalid value']],
      },
      'assetExportOptions.pyramidingPolicyOverrides': {
        base: 'asset',
        byDefault: { options: { pyramidingPolicyOverrides: {} } },
        taken: [
          [{}, { options: { pyramidingPolicyOverrides: {} } }],
          [{ a: 'MODE' }, { options: { pyramidingPolicyOverrides: { a: 'MODE' } } }],
        ],
        wrong: [[{ a: 'AVERAGE' }, 'nvalid value']],
      },
      'assetExportOptions.tileSize': tileSize('asset'),
    },
  },
  'table:export': {
    message: 'ExportTableRequest',
    bases: {
      file: { expression, fileExportOptions: { fileFormat: 'CSV', cloudStorageDestination } },
      drive: { expression, fileExportOptions: { fileFormat: 'CSV', driveDestination: { filenamePrefix: 'p' } } },
      asset: { expression, assetExportOptions: { earthEngineDestination } },
      view: { expression, featureViewExportOptions: { featureViewDestination: earthEngineDestination } },
    },
    rows: {
      ...EXPORT_ROWS,
      ...FEATURE_VIEW_ROWS,
      'fileExportOptions.fileFormat': {
        taken: [
          [undefined, { destination: { extension: 'csv' } }],
          ['TABLE_FILE_FORMAT_UNSPECIFIED', { options: { format: 'CSV' } }],
          ['GEO_JSON', { destination: { extension: 'geojson' } }],
          ['KML', { destination: { extension: 'kml' } }],
          ['KMZ', { destination: { extension: 'kmz' } }],
          ['SHP', { destination: { extension: 'shp' } }],
          ['TF_RECORD_TABLE', { destination: { extension: 'tfrecord.gz' } }],
        ],
        wrong: [['XLSX', 'TableFileFormat']],
      },
      ...placeRows('fileExportOptions', 'drive'),
      ...fileOnlyRows('fileExportOptions'),
      ...assetRows('assetExportOptions', 'asset'),
      bigqueryExportOptions: { base: 'none', wrong: [[{}, 'Exports to BigQuery are not supported']] },
      selectors: {
        byDefault: { options: { selectors: [] } },
        taken: [
          [[], { options: { selectors: [] } }],
          [['a', '.geo'], { options: { selectors: ['a', '.geo'] } }],
          [Array(10_000).fill('a'), { options: { selectors: Array(10_000).fill('a') } }],
        ],
        wrong: [
          [Array(10_001).fill('a'), 'at most 10000 entries'],
          [[1], 'TYPE_STRING'],
        ],
      },
      maxErrorMeters: {
        byDefault: { options: { maxErrorMeters: undefined } },
        taken: [
          [0, { options: { maxErrorMeters: undefined } }],
          [1e-9, { options: { maxErrorMeters: 1e-9 } }],
          [1e9, { options: { maxErrorMeters: 1e9 } }],
        ],
        wrong: [
          [-1, 'max_error_meters'],
          ['NaN', 'max_error_meters'],
          ['Infinity', 'max_error_meters'],
          ['x', 'TYPE_DOUBLE'],
        ],
      },
      maxVertices: {
        byDefault: { options: { maxVertices: 0 } },
        taken: [
          [0, { options: { maxVertices: 0 } }],
          [2 ** 31 - 1, { options: { maxVertices: 2 ** 31 - 1 } }],
        ],
        wrong: [[-1, 'must not be negative'], ...INT32],
      },
      policy: { wrong: [[{ bindings: [] }, "'policy' is not supported"]] },
    },
  },
  'map:export': {
    message: 'ExportMapRequest',
    bases: {
      tiles: { expression, tileOptions: { endZoom: 5 }, tileExportOptions: { cloudStorageDestination } },
      scaled: { expression, tileOptions: { scale: 1000 }, tileExportOptions: { cloudStorageDestination } },
      drive: { expression, tileOptions: { endZoom: 5 }, tileExportOptions: { driveDestination: {} } },
    },
    rows: {
      ...EXPORT_ROWS,
      'tileOptions.startZoom': {
        byDefault: { options: { startZoom: 0 } },
        taken: [
          [0, { options: { startZoom: 0, endZoom: 5 } }],
          [5, { options: { startZoom: 5, endZoom: 5 } }],
        ],
        wrong: [[-1, 'must be 0 to 24'], [6, 'beyond the last zoom level, 5'], ...INT32],
      },
      'tileOptions.endZoom': {
        taken: [
          [0, { options: { endZoom: 0 } }],
          [24, { options: { endZoom: 24 } }],
        ],
        wrong: [
          [undefined, "neither 'tileOptions.endZoom' nor"],
          [-1, 'must be 0 to 24'],
          [25, 'must be 0 to 24'],
          ...INT32,
        ],
      },
      'tileOptions.scale': {
        base: 'scaled',
        byDefault: { options: { endZoom: 7 } },
        taken: [
          [1e-6, { options: { endZoom: 24 } }],
          [1e12, { options: { endZoom: 0 } }],
        ],
        wrong: [
          [0, 'must be a positive number of metres'],
          [-1, 'must be a positive number of metres'],
          ['Infinity', 'must be a positive number of metres'],
          ['NaN', 'must be a positive number of metres'],
        ],
      },
      'tileOptions.skipEmpty': {
        byDefault: { options: { skipEmpty: false } },
        taken: [[true, { options: { skipEmpty: true } }]],
        wrong: BOOLEAN,
      },
      'tileOptions.stride': {
        taken: [
          [0, {}],
          [1, {}],
        ],
        wrong: [[4, "'tileOptions.stride' is for tiles of videos"], ...INT32],
      },
      'tileOptions.dimensions': {
        wrong: [[{ width: 256, height: 256 }, "'tileOptions.dimensions' is for tiles of videos"]],
      },
      'tileOptions.mapsApiKey': { taken: [['key', {}]], wrong: [[1, 'TYPE_STRING']] },
      'tileExportOptions.fileFormat': {
        byDefault: { options: { format: 'AUTO_JPEG_PNG' } },
        taken: [
          ['IMAGE_FILE_FORMAT_UNSPECIFIED', { options: { format: 'AUTO_JPEG_PNG' } }],
          ['PNG', { options: { format: 'PNG' } }],
          ['JPEG', { options: { format: 'JPEG' } }],
        ],
        wrong: [
          ['GEO_TIFF', 'Map tiles cannot be exported as GEO_TIFF'],
          ['NPY', 'Map tiles cannot be exported as NPY'],
          ['GIF', 'ImageFileFormat'],
        ],
      },
      'tileExportOptions.stacItem': {
        taken: [[false, {}]],
        wrong: [...BOOLEAN, [true, "'stacItem' is for images as GeoTIFFs"]],
      },
      'tileExportOptions.driveDestination.folder': {
        base: 'drive',
        wrong: [['f', "give a 'cloudStorageDestination'"]],
      },
      'tileExportOptions.driveDestination.filenamePrefix': {
        base: 'drive',
        wrong: [['f', "give a 'cloudStorageDestination'"]],
      },
      'tileExportOptions.cloudStorageDestination.bucket': placeRows('tileExportOptions', '')[
        'tileExportOptions.cloudStorageDestination.bucket'
      ],
      'tileExportOptions.cloudStorageDestination.filenamePrefix': {
        byDefault: { destination: { kind: 'folder', prefix: 'prefix' } },
        taken: [
          ['a', { destination: { prefix: 'a' } }],
          ['a/b/', { destination: { prefix: 'a/b' } }],
          [long(900), { destination: { prefix: long(900) } }],
        ],
        wrong: [
          ['', '1 to 900 bytes'],
          ['/', '1 to 900 bytes'],
          [long(901), '1 to 900 bytes'],
        ],
      },
      'tileExportOptions.cloudStorageDestination.permissions': {
        byDefault: { destination: { isPublic: false } },
        taken: [
          ['PUBLIC', { destination: { isPublic: true } }],
          ['DEFAULT_OBJECT_ACL', { destination: { isPublic: false } }],
          ['TILE_PERMISSIONS_UNSPECIFIED', { destination: { isPublic: false } }],
        ],
        wrong: [['ALL', 'TilePermissions']],
      },
      'tileExportOptions.cloudStorageDestination.bucketCorsUris': {
        byDefault: { destination: { corsUris: [] } },
        taken: [
          [['*'], { destination: { corsUris: ['*'] } }],
          [
            ['https://a.example', 'http://localhost:1'],
            { destination: { corsUris: ['https://a.example', 'http://localhost:1'] } },
          ],
          [Array(100).fill('*'), { destination: { corsUris: Array(100).fill('*') } }],
        ],
        wrong: [
          [Array(101).fill('*'), 'at most 100 entries'],
          [['a.example'], "Invalid 'bucketCorsUris'"],
          [['https://a.example/path'], "Invalid 'bucketCorsUris'"],
        ],
      },
      ...Object.fromEntries(
        pathsUnder('tileExportOptions.geoTiffOptions', [
          'cloudOptimized',
          'tileDimensions',
          'skipEmptyFiles',
          'tileSize',
          'noData',
          'pyramidOptions.resamplingMethod',
          'metadataKeys',
        ]).map((path) => [path, { wrong: [[null, "Map tiles have no 'geoTiffOptions'"]] }]),
      ),
      ...Object.fromEntries(
        pathsUnder('tileExportOptions.tfRecordOptions', [
          'tileDimensions',
          'marginDimensions',
          'compress',
          'maxSizeBytes',
          'defaultValue',
          'tensorDepths',
          'sequenceData',
          'collapseBands',
          'maxMaskedRatio',
        ]).map((path) => [path, { wrong: [[null, "Map tiles have no 'tfRecordOptions'"]] }]),
      ),
    },
  },
  'video:export': {
    message: 'ExportVideoRequest',
    bases: {
      file: { expression, fileExportOptions: { cloudStorageDestination } },
      drive: { expression, fileExportOptions: { driveDestination: { filenamePrefix: 'p' } } },
    },
    rows: {
      ...EXPORT_ROWS,
      'videoOptions.framesPerSecond': {
        byDefault: { options: { framesPerSecond: 5 } },
        taken: [
          [0.1, { options: { framesPerSecond: 0.1 } }],
          [120, { options: { framesPerSecond: 120 } }],
          [null, { options: { framesPerSecond: 5 } }],
        ],
        wrong: [
          [0, 'from 0.1 to 120'],
          [121, 'from 0.1 to 120'],
          ['NaN', 'from 0.1 to 120'],
        ],
      },
      'videoOptions.maxFrames': {
        byDefault: { options: { maxFrames: 1000 } },
        taken: [
          [1, { options: { maxFrames: 1 } }],
          [2 ** 31 - 1, { options: { maxFrames: 2 ** 31 - 1 } }],
        ],
        wrong: [[0, 'must be at least 1'], [-1, 'must be at least 1'], ...INT32],
      },
      'videoOptions.maxPixelsPerFrame': {
        byDefault: { options: { maxPixelsPerFrame: 1e8 } },
        taken: [
          ['1', { options: { maxPixelsPerFrame: 1 } }],
          ['9223372036854775807', { options: { maxPixelsPerFrame: 2 ** 63 } }],
        ],
        wrong: [
          ['0', 'must be at least 1'],
          ['x', 'TYPE_INT64'],
        ],
      },
      'fileExportOptions.fileFormat': {
        byDefault: { options: { format: 'MP4' }, destination: { extension: 'mp4' } },
        taken: [
          ['VIDEO_FILE_FORMAT_UNSPECIFIED', { options: { format: 'MP4' } }],
          ['GIF', { options: { format: 'GIF' }, destination: { extension: 'gif' } }],
        ],
        wrong: [
          ['VP9', 'Videos cannot be exported as VP9: use the file format MP4 or GIF.'],
          ['WEBM', 'VideoFileFormat'],
        ],
      },
      ...placeRows('fileExportOptions', 'drive'),
      ...fileOnlyRows('fileExportOptions'),
    },
  },
  'classifier:export': {
    message: 'ExportClassifierRequest',
    bases: { asset: { expression, assetExportOptions: { earthEngineDestination } } },
    rows: { ...EXPORT_ROWS, ...assetRows('assetExportOptions', 'asset') },
  },
  'image:import': {
    message: 'ImportImageRequest',
    bases: {
      file: {
        imageManifest: {
          name: 'projects/home-project/assets/a',
          tilesets: [{ sources: [{ uris: ['gs://some-bucket/a.tif'] }] }],
        },
      },
    },
    rows: {
      imageManifest: {
        byDefault: { kind: 'import', content: 'image', destination: { asset: 'projects/home-project/assets/a' } },
        wrong: [
          [undefined, "no 'imageManifest'"],
          [{}, 'does not name the asset'],
          ['x', 'ImageManifest'],
        ],
      },
      ...importRows('image'),
      mode: {
        taken: [
          ['IMPORT_MODE_UNSPECIFIED', {}],
          ['INGEST', {}],
        ],
        wrong: [
          ['VIRTUAL', "The mode 'VIRTUAL' is not supported"],
          ['X', 'ImportMode'],
        ],
      },
    },
  },
  'table:import': {
    message: 'ImportTableRequest',
    bases: {
      file: {
        tableManifest: { name: 'projects/home-project/assets/a', sources: [{ uris: ['gs://some-bucket/a.csv'] }] },
      },
    },
    rows: {
      tableManifest: {
        byDefault: { kind: 'import', content: 'table', destination: { asset: 'projects/home-project/assets/a' } },
        wrong: [
          [undefined, "no 'tableManifest'"],
          [{}, 'does not name the asset'],
          ['x', 'TableManifest'],
        ],
      },
      ...importRows('table'),
    },
  },
};

function pathsUnder(path: string, fields: readonly string[]): string[] {
  return fields.map((field) => `${path}.${field}`);
}

const shown = (value: Json) => JSON.stringify(value)?.slice(0, 40) ?? 'nothing';

describe.each(Object.entries(VERBS))('%s', (verb, { message, bases, rows }) => {
  const [first] = Object.keys(bases);
  const baseOf = ({ base = first }: Row): Body => bases[base] ?? { expression };

  it('has no field that nobody has decided on', () => {
    expect(pathsOf(message).toSorted()).toEqual(Object.keys(rows).toSorted());
    expect(Object.keys(SCHEDULED_METHODS).toSorted()).toEqual(Object.keys(VERBS).toSorted());
  });

  const cases = Object.entries(rows);
  it.each(cases.filter(([, { byDefault }]) => byDefault !== undefined))('%s by default', (_, row) => {
    expectOutcome(submitted(verb, baseOf(row)), row.byDefault ?? {});
  });

  it.each(
    cases.flatMap(([path, row]) =>
      (row.taken ?? []).map(([value, outcome]) => [path, shown(value), row, value, outcome] as const),
    ),
  )('%s may be %s', (path, _, row, value, outcome) => {
    expectOutcome(submitted(verb, withField(baseOf(row), path, value)), outcome);
  });

  it.each(
    cases.flatMap(([path, row]) =>
      (row.wrong ?? []).map(([value, refusal]) => [path, shown(value), row, value, refusal] as const),
    ),
  )('%s must not be %s', (path, _, row, value, refusal) => {
    expect(() => submitted(verb, withField(baseOf(row), path, value))).toThrow(refusal);
  });
});

/** Whether there is all of an outcome; what is undefined in it must not be there. */
function expectOutcome(actual: object, outcome: object): void {
  for (const [field, wanted] of Object.entries(outcome)) {
    const found = (actual as Body)[field];
    if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted) || 'asymmetricMatch' in wanted) {
      expect(found, field).toEqual(wanted);
    } else if (Object.keys(wanted).length === 0) expect(found, field).toEqual({});
    else expectOutcome(found as object, wanted);
  }
}

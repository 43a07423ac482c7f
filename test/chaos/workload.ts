import { expression, invoke, square } from '../integration/batch/terrane.ts';

/** A bucket that results go to, one that nobody may write to, and the sources of imports. */
export const RESULTS = 'chaos-results';
export const FORBIDDEN = 'chaos-forbidden';
export const SOURCES = 'chaos-sources';

/** Something to be started: its description is its name. */
export interface Work {
  readonly project: string;
  /** The end of the method's path, such as `image:export`. */
  readonly method: string;
  readonly body: { readonly description: string; readonly requestId: string; readonly [field: string]: unknown };
}

type Body = { readonly [field: string]: unknown };
type Maker = (name: string, number: number, project: string) => readonly [method: string, body: Body];

const list = (values: readonly object[]) => ({ arrayValue: { values } });
const call = (functionName: string, args: { readonly [name: string]: object }) => ({
  functionInvocationValue: { functionName, arguments: args },
});
const constant = (constantValue: unknown) => ({ constantValue });

/** Features of two classes. */
function features(count: number, number: number) {
  const all = Array.from({ length: count }, (_, i) => {
    const point = invoke('GeometryConstructors.Point', { coordinates: [i / 10, number % 80] });
    return call('Feature', {
      geometry: point,
      metadata: constant({ a: i, class: i % 2, name: `feature ${i} of ${number}` }),
    });
  });
  return call('Collection', { features: list(all) });
}

const gradient = (size: number, number: number) =>
  square(size, [number % 200, (number * 7) % 200, 255 - (number % 100)]);
const rootOf = ({ values }: ReturnType<typeof square>) => values['0'];
const file = (filenamePrefix: string, bucket = RESULTS) => ({ cloudStorageDestination: { bucket, filenamePrefix } });
const asset = (name: string, project: string) => ({
  earthEngineDestination: { name: `projects/${project}/assets/${name}` },
});
const images = (number: number) =>
  call('ImageCollection.fromImages', {
    images: list([0, 1, 2].map((frame) => call('Image.toByte', { value: rootOf(gradient(24, number + 40 * frame)) }))),
  });

/** What is exported and imported, in turn. */
const KINDS: { readonly [kind: string]: Maker } = {
  small: (name, number) => ['image:export', { expression: gradient(8, number), fileExportOptions: file(name) }],
  chunks: (name, number) => [
    'image:export',
    {
      expression: square(2100, number),
      fileExportOptions: { ...file(name), geoTiffOptions: { cloudOptimized: true } },
    },
  ],
  // Nine chunks in a row, which are gathered in two groups.
  groups: (name, number) => [
    'image:export',
    {
      expression: square(9000, number),
      grid: {
        crsCode: 'EPSG:4326',
        dimensions: { width: 9000, height: 48 },
        affineTransform: { scaleX: 1, scaleY: -1, translateY: 9000 },
      },
      fileExportOptions: { ...file(name), geoTiffOptions: { cloudOptimized: true } },
    },
  ],
  raster: (name, number, project) => [
    'image:export',
    { expression: gradient(300, number), assetExportOptions: asset(name, project) },
  ],
  records: (name, number) => [
    'image:export',
    {
      expression: gradient(40, number),
      fileExportOptions: {
        ...file(name),
        fileFormat: 'TF_RECORD_IMAGE',
        tfRecordOptions: { tileDimensions: { width: 8, height: 8 }, compress: true, maxSizeBytes: '4000' },
      },
    },
  ],
  text: (name, number) => [
    'table:export',
    { expression: expression(features(30, number)), fileExportOptions: { ...file(name), fileFormat: 'CSV' } },
  ],
  shapes: (name, number) => [
    'table:export',
    { expression: expression(features(30, number)), fileExportOptions: { ...file(name), fileFormat: 'SHP' } },
  ],
  table: (name, number, project) => [
    'table:export',
    { expression: expression(features(30, number)), assetExportOptions: asset(name, project) },
  ],
  view: (name, number, project) => [
    'table:export',
    {
      expression: expression(features(30, number)),
      featureViewExportOptions: { featureViewDestination: { name: `projects/${project}/assets/${name}` } },
    },
  ],
  tiles: (name, number) => [
    'map:export',
    { expression: gradient(20, number), tileOptions: { endZoom: 7 }, tileExportOptions: file(name) },
  ],
  video: (name, number) => [
    'video:export',
    { expression: expression(images(number)), fileExportOptions: { ...file(name), fileFormat: 'MP4' } },
  ],
  animation: (name, number) => [
    'video:export',
    { expression: expression(images(number)), fileExportOptions: { ...file(name), fileFormat: 'GIF' } },
  ],
  classifier: (name, number, project) => [
    'classifier:export',
    {
      expression: expression(
        call('Classifier.train', {
          classifier: invoke('Classifier.smileRandomForest', { numberOfTrees: 5, seed: number }),
          features: features(30, number),
          classProperty: constant('class'),
          inputProperties: constant(['a']),
        }),
      ),
      assetExportOptions: asset(name, project),
    },
  ],
  importedImage: (name, _, project) => [
    'image:import',
    {
      imageManifest: {
        name: `projects/${project}/assets/${name}`,
        tilesets: [{ sources: [{ uris: [`gs://${SOURCES}/image.tif`] }] }],
      },
    },
  ],
  importedTable: (name, _, project) => [
    'table:import',
    {
      tableManifest: { name: `projects/${project}/assets/${name}`, sources: [{ uris: [`gs://${SOURCES}/table.csv`] }] },
    },
  ],
  missing: (name) => [
    'image:export',
    {
      expression: expression(invoke('Image.load', { id: 'projects/nobody-here/assets/nothing' })),
      fileExportOptions: file(name),
    },
  ],
  forbidden: (name, number) => [
    'image:export',
    { expression: gradient(8, number), fileExportOptions: file(name, FORBIDDEN) },
  ],
};

/** Exports and imports of all kinds, over some projects. */
export function works(count: number, projects: number): Work[] {
  const kinds = Object.entries(KINDS);
  return Array.from({ length: count }, (_, number) => {
    const [kind, make] = kinds[number % kinds.length];
    const project = `chaos-${number % projects}`;
    const name = `${kind}-${number}`;
    const [method, body] = make(name, number, project);
    return { project, method, body: { ...body, description: name, requestId: name } };
  });
}

/** Schedules, each of which has one due time. */
export function schedules(count: number, projects: number) {
  return Array.from({ length: count }, (_, number) => ({
    project: `chaos-${number % projects}`,
    id: `schedule-${number}`,
    body: {
      cron: '0 0 1 1 *',
      method: 'image:export',
      request: {
        description: `schedule-${number}`,
        expression: gradient(8, number),
        fileExportOptions: file(`schedule-${number}-{millis}`),
      },
    },
  }));
}

/** The table that is imported. */
export const SOURCE_TABLE = `name,longitude,latitude\n${Array.from({ length: 50 }, (_, i) => `place ${i},${i / 10},${-i / 5}`).join('\n')}\n`;

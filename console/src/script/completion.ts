import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { type Algorithm, algorithms } from '../api/algorithms.ts';

/** What the console has beside the client. */
const OWN: readonly Completion[] = [
  ['print', 'print(value, …)', 'Shows values in the console.'],
  ['Map.addLayer', 'Map.addLayer(eeObject, visParams, name, shown, opacity)', 'Shows an image or features on the map.'],
  ['Map.add', 'Map.add(layer)', 'Shows a feature view on the map.'],
  ['Map.centerObject', 'Map.centerObject(object, zoom)', 'Moves the map to an object.'],
  ['Map.setCenter', 'Map.setCenter(lon, lat, zoom)', 'Moves the map to a place.'],
  [
    'Export.image.toCloudStorage',
    'Export.image.toCloudStorage({image, description, bucket, …})',
    'Describes an export, which the tasks list.',
  ],
  [
    'Export.image.toAsset',
    'Export.image.toAsset({image, description, assetId, …})',
    'Describes an export, which the tasks list.',
  ],
  [
    'Export.table.toCloudStorage',
    'Export.table.toCloudStorage({collection, description, bucket, …})',
    'Describes an export of features.',
  ],
  [
    'Export.table.toAsset',
    'Export.table.toAsset({collection, description, assetId})',
    'Describes an export of features.',
  ],
  [
    'ui.Chart.image.series',
    'ui.Chart.image.series(imageCollection, region, reducer, scale, xProperty)',
    'A chart of a series of images.',
  ],
  [
    'ui.Chart.image.histogram',
    'ui.Chart.image.histogram(image, region, scale, maxBuckets)',
    'A chart of how pixels are spread.',
  ],
  [
    'ui.Chart.feature.byFeature',
    'ui.Chart.feature.byFeature(features, xProperty, yProperties)',
    'A chart of features’ properties.',
  ],
  [
    'ui.Map.FeatureViewLayer',
    'ui.Map.FeatureViewLayer(assetId, visParams, name, shown, opacity)',
    'A layer of a feature view, for Map.add.',
  ],
  ['ui.Chart.array.values', 'ui.Chart.array.values(array, axis, xLabels)', 'A chart of an array.'],
].map(([label = '', detail = '', info = '']) => ({ label, detail: detail.slice(label.length), info }));

/** Completions of `ee.…`, of methods behind a dot, and of what the console has. */
export function complete(context: CompletionContext): CompletionResult | null {
  const path = context.matchBefore(/(?:ee|Map|Export|ui)\.[\w.]*/) ?? context.matchBefore(/\w+/);
  const method = context.matchBefore(/\.\w*/);
  if (path?.text.startsWith('ee.')) return { from: path.from, options: statics(), validFor: /^[\w.]*$/ };
  if (path && !(method && method.from < path.from)) {
    if (!context.explicit && path.text.length < 2) return null;
    return { from: path.from, options: [...OWN, { label: 'ee', detail: '.…' }], validFor: /^[\w.]*$/ };
  }
  return method ? { from: method.from + 1, options: methods(), validFor: /^\w*$/ } : null;
}

function statics(): Completion[] {
  const classes = new Set(algorithms.value.map(({ name }) => name.split('.')[0]));
  return [
    ...[...classes].map((name) => ({ label: `ee.${name}`, type: 'class', boost: 1 })),
    ...algorithms.value.map((algorithm) => ({ ...described(algorithm), label: `ee.${algorithm.name}` })),
  ];
}

/** All methods: what stands before the dot is known when the script runs only. */
function methods(): Completion[] {
  const found = new Map<string, Completion>();
  for (const algorithm of algorithms.value) {
    const [owner = '', name] = algorithm.name.split('.');
    const [first] = algorithm.arguments ?? [];
    if (name === undefined || !first || !(first.type ?? '').includes(owner === 'Collection' ? 'Collection' : owner))
      continue;
    const known = found.get(name);
    const own = described(algorithm, 1);
    found.set(
      name,
      known
        ? { ...known, detail: `${known.detail?.split('  ')[0]}  ${owner}, …` }
        : { ...own, label: name, detail: `${own.detail}  ${owner}` },
    );
  }
  return [...found.values()];
}

function described({ arguments: all = [], description, returnType }: Algorithm, skip = 0): Omit<Completion, 'label'> {
  const parameters = all
    .slice(skip)
    .map(({ argumentName, optional }) => (optional ? `${argumentName}?` : argumentName));
  return {
    type: 'function',
    detail: `(${parameters.join(', ')})`,
    info: [description, returnType && `Returns: ${returnType}`].filter(Boolean).join('\n'),
  };
}

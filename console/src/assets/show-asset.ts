import { boundsOf, box, constant, expression, loadAsset, mosaic } from '../../../scripting/graph.ts';
import type { Visualization } from '../../../scripting/messages.ts';
import { type Asset, idOf } from '../api/assets.ts';
import { compute } from '../api/values.ts';
import { bandNames, stretch } from '../map/inspector.ts';
import { addLayer, layers } from '../map/layers.ts';
import { type Bounds, boundsOfGeometry, destination } from '../map/view.ts';

/** Colours of tables, one after the other. */
const COLOURS = ['#e11d48', '#2563eb', '#d97706', '#059669', '#7c3aed'];

function nextColour(): string {
  const tables = layers.peek().filter(({ kind }) => kind === 'features').length;
  return COLOURS[tables % COLOURS.length] ?? '';
}

/** Whether an asset can be shown on the map. */
export function isShowable({ type }: Asset): boolean {
  return type === 'IMAGE' || type === 'IMAGE_COLLECTION' || type === 'TABLE' || type === 'FEATURE_VIEW';
}

/** Shows an asset on the map as well as can be guessed, and goes there. @throws ApiError */
export async function showAsset(asset: Asset): Promise<void> {
  const common = {
    name: idOf(asset.name).replace(/^projects\/[^/]+\/assets\//, ''),
    shown: true,
    opacity: 1,
    ofScript: false,
  };
  if (asset.type === 'FEATURE_VIEW') {
    const style = { expression: expression(constant({})), visualization: {} };
    addLayer({ ...common, ...style, kind: 'view', asset: asset.name });
    return;
  }
  const element = loadAsset(asset.name, asset.type);
  const bounds = await boundsOfAsset(asset);
  if (bounds) destination.value = { kind: 'bounds', bounds };
  if (asset.type === 'TABLE') {
    addLayer({ ...common, kind: 'features', expression: element, visualization: { color: nextColour() } });
    return;
  }
  const image = asset.type === 'IMAGE_COLLECTION' ? mosaic(element) : element;
  const names = asset.bands?.map(({ id }) => id) ?? (await bandNames(image));
  const visualization = await guess(asset, image, names, bounds);
  addLayer({ ...common, kind: 'image', expression: image, visualization });
}

async function boundsOfAsset({ geometry, ...asset }: Asset): Promise<Bounds | undefined> {
  const known = boundsOfGeometry(geometry);
  if (known) return known;
  return boundsOfGeometry(
    await compute(boundsOf(loadAsset(asset.name, asset.type), asset.type)).catch(() => undefined),
  );
}

/** Three bands as colours or one in grey, with a range that leaves out the extremes. */
async function guess(
  { type, properties }: Asset,
  image: ReturnType<typeof loadAsset>,
  names: readonly string[],
  bounds: Bounds | undefined,
): Promise<Visualization> {
  const [first] = names;
  if (first === undefined) return {};
  // A band with a palette of its own is shown by it.
  if (properties && `${first}_class_palette` in properties) return { bands: [first] };
  const bands = names.length >= 3 ? naturalBands(names) : [first];
  if (!bounds) return { bands };
  const ranges = await stretch(image, bands, {
    region: box(bounds),
    // A mosaic has no scale of its own.
    ...(type === 'IMAGE_COLLECTION' ? { scale: scaleOf(bounds) } : {}),
  });
  return { bands, min: ranges.map(([low]) => low), max: ranges.map(([, high]) => high) };
}

/** Pixels along the longer side of what a range is looked for in. */
const LOOKED_AT = 500;

/** The scale, in metres, at which a box has so many pixels. */
function scaleOf([west, south, east, north]: Bounds): number {
  const degree = 111_320;
  const width = (east - west) * degree * Math.cos((((south + north) / 2) * Math.PI) / 180);
  return Math.max(width, (north - south) * degree) / LOOKED_AT;
}

/** Red, green and blue where names say which they are; else the first three. */
function naturalBands(names: readonly string[]): readonly string[] {
  const known = [
    ['red', 'green', 'blue'],
    ['R', 'G', 'B'],
    ['B3', 'B2', 'B1'],
    ['SR_B3', 'SR_B2', 'SR_B1'],
  ].find((bands) => bands.every((band) => names.includes(band)));
  return known ?? names.slice(0, 3);
}

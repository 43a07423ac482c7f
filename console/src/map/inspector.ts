import { signal } from '@preact/signals';
import { constant, invoke, type Node, point, wrapped } from '../../../scripting/graph.ts';
import type { Expression } from '../../../scripting/messages.ts';
import { compute } from '../api/values.ts';
import { type Layer, layers } from './layers.ts';
import { metresPerPixel, view } from './view.ts';

/** How far from a feature a click may be, in pixels of the map, and how many are told of. */
const REACH = 4;
const MOST_FEATURES = 5;

/** What a layer has at a place. */
export type Found =
  | { readonly state: 'asking' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'pixel'; readonly values: { readonly [band: string]: unknown } | null }
  | { readonly state: 'features'; readonly features: readonly object[] };

export interface Inspection {
  /** Longitude and latitude. */
  readonly place: readonly [number, number];
  /** Metres a pixel of the map. */
  readonly scale: number;
  readonly zoom: number;
  readonly found: ReadonlyMap<string, { readonly name: string; readonly found: Found }>;
}

/** The place that was clicked last. */
export const inspected = signal<Inspection | undefined>(undefined);

let current: AbortController | undefined;

/** Asks all layers that are shown for their values at a place. */
export async function inspect(place: readonly [number, number]): Promise<void> {
  current?.abort();
  const controller = new AbortController();
  current = controller;
  const { zoom } = view.peek();
  const scale = metresPerPixel({ latitude: place[1], zoom });
  // The topmost first. Nothing can be asked of feature views but tiles.
  const asked = layers
    .peek()
    .filter(({ shown, kind }) => shown && kind !== 'view')
    .toReversed();
  const start = asked.map((layer) => [layer.id, { name: layer.name, found: { state: 'asking' } }] as const);
  inspected.value = { place, scale, zoom, found: new Map(start) };
  await Promise.all(
    asked.map(async (layer) => {
      const found = await valueAt(layer, place, scale, controller.signal);
      const now = inspected.peek();
      if (controller.signal.aborted || !now) return;
      inspected.value = { ...now, found: new Map(now.found).set(layer.id, { name: layer.name, found }) };
    }),
  );
}

async function valueAt(
  layer: Layer,
  place: readonly [number, number],
  scale: number,
  signal: AbortSignal,
): Promise<Found> {
  try {
    if (layer.kind === 'image') {
      return { state: 'pixel', values: await compute(pixelAt(layer.expression, place, scale), signal) };
    }
    const { features } = await compute<{ features: readonly object[] }>(
      featuresAt(layer.expression, place, scale),
      signal,
    );
    return { state: 'features', features };
  } catch (error) {
    return { state: 'failed', message: (error as Error).message };
  }
}

/** The values of an image's bands in the pixel of the map at a place. */
export function pixelAt(image: Expression, place: readonly [number, number], scale: number): Expression {
  return wrapped(image, (node) =>
    invoke('Image.reduceRegion', {
      image: node,
      reducer: invoke('Reducer.first', {}),
      geometry: point(place),
      scale: constant(scale),
    }),
  );
}

function featuresAt(features: Expression, place: readonly [number, number], scale: number): Expression {
  const near = invoke('Geometry.buffer', { geometry: point(place), distance: constant(REACH * scale) });
  const hit = invoke('Filter.intersects', { leftField: constant('.all'), rightValue: near });
  return wrapped(features, (node) =>
    invoke('Collection.limit', {
      collection: invoke('Collection.filter', { collection: node, filter: hit }),
      limit: constant(MOST_FEATURES),
    }),
  );
}

/** The names of an image's bands. */
export function bandNames(image: Expression): Promise<readonly string[]> {
  return compute(wrapped(image, (node) => invoke('Image.bandNames', { image: node })));
}

/**
 * Numbers of some bands that leave out 2 % at either end, within a geometry: a range that shows most of an image.
 * @param scale in metres; that of the image if left out
 */
export async function stretch(
  image: Expression,
  bands: readonly string[],
  { region, scale }: { readonly region: Node; readonly scale?: number },
): Promise<[number, number][]> {
  const within = wrapped(image, (node) =>
    invoke('Image.reduceRegion', {
      image: invoke('Image.select', { input: node, bandSelectors: constant(bands) }),
      reducer: invoke('Reducer.percentile', { percentiles: constant([2, 98]) }),
      geometry: region,
      bestEffort: constant(true),
      maxPixels: constant(250_000),
      scale: scale === undefined ? undefined : constant(scale),
    }),
  );
  const found = await compute<{ readonly [key: string]: number | null }>(within);
  return bands.map((band) => {
    const [low, high] = [found[`${band}_p2`] ?? 0, found[`${band}_p98`] ?? 1];
    return low === high ? [low, low + 1] : [low, high];
  });
}

import { box, constant, drawn, expression, invoke, type Node, visualized, wrapped } from '../../scripting/graph.ts';
import type { Expression, ScriptLayer } from '../../scripting/messages.ts';
import type { Client } from '../client.ts';
import { Failure } from '../failure.ts';
import { compute } from './compute.ts';

/** Where the map of a script looks: at a place, or at an object. */
export type MapView =
  | { readonly kind: 'place'; readonly longitude: number; readonly latitude: number; readonly zoom: number }
  | { readonly kind: 'object'; readonly expression: Expression; readonly zoom: number | undefined };

/** The longer side of a picture, in pixels. */
const PIXELS = 1_024;

/** Pixels of a tile, which the zoom levels of scripts count. */
const TILE = 256;

/** The latitude at which Web Mercator ends. */
const LIMIT = 85;

type Box = readonly [number, number, number, number];

/**
 * A picture of the layers that a script shows, one on the other, in Web Mercator, as PNG.
 * @throws Failure
 */
export async function mapPicture(
  client: Client,
  layers: readonly ScriptLayer[],
  view: MapView | undefined,
): Promise<Uint8Array> {
  const shown = layers.filter((layer) => layer.shown);
  if (shown.length === 0) throw new Failure('The script shows nothing on the map.');
  const picture = clipped(blended(shown), view === undefined ? undefined : box(await boxOf(client, view)));
  const { name } = await client.post<{ name: string }>(`${client.parent}/thumbnails`, {
    expression: picture,
    fileFormat: 'PNG',
  });
  return client.bytes(`${name}:getPixels`);
}

/** Pictures on each other: the first one is at the bottom. */
function blended(layers: readonly ScriptLayer[]): Expression {
  const parts = layers.map((layer, i) => renamed(pictureOf(layer), `layer ${i} `));
  const [first, ...others] = parts;
  return others.reduce<Expression>(
    (below, above) =>
      wrapped({ result: below.result, values: { ...below.values, ...above.values } }, (bottom) =>
        invoke('Image.blend', { bottom, top: { valueReference: above.result } }),
      ),
    first ?? expression(constant(0)),
  );
}

function pictureOf({ kind, expression: of, visualization, opacity, name }: ScriptLayer): Expression {
  if (kind === 'view') throw new Failure(`Layer '${name}' is a feature view, of which there are tiles only.`);
  const picture = kind === 'features' ? drawn(of, visualization.color) : colours(of, visualization);
  if (opacity === 1) return picture;
  return wrapped(picture, (image) => invoke('Image.visualize', { image, opacity: constant(opacity) }));
}

/** An image of three bands of colours, whatever is asked for. */
function colours(of: Expression, visualization: ScriptLayer['visualization']): Expression {
  const picture = visualized(of, visualization);
  return picture === of ? wrapped(of, (image) => invoke('Image.visualize', { image })) : picture;
}

/** The same graph with other keys, so that several can be in one. */
function renamed({ result, values }: Expression, prefix: string): Expression {
  const rename = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(rename);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node).map(([field, value]) => {
        if (field === 'constantValue') return [field, value];
        const isKey = typeof value === 'string' && KEYS.includes(field);
        return [field, isKey ? `${prefix}${value}` : rename(value)];
      }),
    );
  };
  return {
    result: `${prefix}${result}`,
    values: Object.fromEntries(Object.entries(values).map(([key, node]) => [`${prefix}${key}`, rename(node)])),
  };
}

/** The fields of nodes that name another one. */
const KEYS = ['valueReference', 'functionReference', 'body'];

function clipped(picture: Expression, region: Node | undefined): Expression {
  return wrapped(picture, (image) =>
    invoke('Image.clipToBoundsAndScale', {
      input: invoke('Image.setDefaultProjection', {
        image,
        crs: constant('EPSG:3857'),
        crsTransform: constant([1, 0, 0, 0, -1, 0]),
      }),
      geometry: region,
      maxDimension: constant(PIXELS),
    }),
  );
}

async function boxOf(client: Client, view: MapView): Promise<Box> {
  if (view.kind === 'place') return around(view);
  const [west, south, east, north] = boundsOf(await compute(client, view.expression));
  if (view.zoom !== undefined)
    return around({ longitude: (west + east) / 2, latitude: (south + north) / 2, zoom: view.zoom });
  return [west, Math.max(-LIMIT, south), east, Math.min(LIMIT, north)];
}

/** What a square of `PIXELS` shows around a place. */
function around({ longitude, latitude, zoom }: Omit<Extract<MapView, { kind: 'place' }>, 'kind'>): Box {
  const half = (360 / TILE / 2 ** zoom) * (PIXELS / 2);
  const across = half * Math.cos((latitude * Math.PI) / 180);
  return [
    Math.max(-180, longitude - half),
    Math.max(-LIMIT, latitude - across),
    Math.min(180, longitude + half),
    Math.min(LIMIT, latitude + across),
  ];
}

/** The bounds of a geometry in GeoJSON. @throws Failure for one without */
function boundsOf(geometry: unknown): Box {
  const { coordinates = [] } = (geometry ?? {}) as { coordinates?: readonly unknown[] };
  const numbers = (coordinates as unknown[]).flat(Infinity).filter((one): one is number => typeof one === 'number');
  const [x, y] = [numbers.filter((_, i) => i % 2 === 0), numbers.filter((_, i) => i % 2 === 1)];
  if (x.length === 0 || !numbers.every(Number.isFinite))
    throw new Failure('Map.centerObject: the object has no bounds.');
  return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
}

import { SECRET_OWNER } from '../identity/server-owners.ts';
import { type JobContext, jobContext } from './context.ts';
import type { ExportPlan } from './export-job.ts';
import { ObservedInputs } from './inputs/observed-inputs.ts';
import { World } from './inputs/world.ts';

/** A node that calls an algorithm with other nodes and constants. */
export function call(functionName: string, args: { readonly [name: string]: unknown }): object {
  const nodes = Object.entries(args).map(([name, value]) => [name, isNode(value) ? value : { constantValue: value }]);
  return { functionInvocationValue: { functionName, arguments: Object.fromEntries(nodes) } };
}

function isNode(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'functionInvocationValue' in value;
}

/** The JSON text of an expression of one node. */
export function textOf(node: object): string {
  return JSON.stringify({ result: '0', values: { 0: node } });
}

/** Columns and rows as an image: pixel (x, y) of `width` by `height` pixels of a degree from 0 N 0 E on has 7 times x plus y. */
export function ramp(width: number, height: number): object {
  const lonLat = call('Image.pixelLonLat', {});
  const band = (id: string) => call('Image.select', { input: lonLat, bandSelectors: [id] });
  const x = call('Image.toInt16', { value: call('Image.floor', { value: band('longitude') }) });
  const y = call('Image.toInt16', {
    value: call('Image.floor', { value: call('Image.multiply', { image1: band('latitude'), image2: minusOne() }) }),
  });
  const sum = call('Image.toInt16', {
    value: call('Image.add', {
      image1: call('Image.multiply', { image1: x, image2: call('Image.constant', { value: 7 }) }),
      image2: y,
    }),
  });
  const ring = [
    [0, 0],
    [width, 0],
    [width, -height],
    [0, -height],
  ];
  return call('Image.clipToBoundsAndScale', {
    input: call('Image.setDefaultProjection', {
      image: sum,
      crs: call('Projection', { crs: 'EPSG:4326' }),
      crsTransform: [1, 0, 0, 0, -1, 0],
    }),
    geometry: call('GeometryConstructors.Polygon', { coordinates: [ring], geodesic: false, evenOdd: true }),
    width,
    height,
  });
}

function minusOne(): object {
  return call('Image.constant', { value: -1 });
}

const { signal } = new AbortController();

/** A context whose inputs are those of now. */
export function newContext(): JobContext<ObservedInputs> {
  return jobContext(signal, new ObservedInputs(new World({ project: 'some-project', user: SECRET_OWNER })));
}

/** The raster of a planned file: one band of bytes in tiles of 16 pixels, groups of 2 x 2 chunks. @param chunkTiles tiles along a side of a chunk */
export function plannedRaster(chunkTiles: number): ExportPlan['raster'] {
  return {
    crs: 'EPSG:4326',
    transform: [1, 0, 0, 0, -1, 0],
    tileSize: 16,
    chunkTiles,
    groupSide: 2,
    overviews: 0,
    sampleType: 'uint8',
    predictor: 1,
    strategy: 'default',
    fill: 0,
    declareFill: false,
    bandNames: ['b'],
    policies: ['MEAN'],
  };
}

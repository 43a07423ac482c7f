import type { PyramidingPolicy } from '../catalog/asset.ts';
import { affineMessage, gridMessage, pixelTypeMessage } from '../catalog/grid-message.ts';
import { invalid } from '../errors.ts';
import { chooseCoding } from '../raster/encode/tile.ts';
import { boxOf, commonOnEarth, imageWindow, normalBounds, transformBox, validWindow } from '../raster/extent.ts';
import { gridOf, type PixelWindow } from '../raster/grid.ts';
import type { Image } from '../raster/image.ts';
import { computeBands } from '../raster/pixels/compute.ts';
import type { PixelContext } from '../raster/pixels/context.ts';
import { type Projection, WGS84 } from '../raster/projection.ts';
import { encodeValue } from '../values/encode.ts';
import type { Json } from '../values/value.ts';
import type { JobContext } from './context.ts';
import type { ExportOptions, ExportPlan, PlanJob, Planned, RasterPlan } from './export-job.ts';
import { filled } from './fill.ts';
import { type ObservedInputs, pinsText } from './inputs/observed-inputs.ts';
import { imageOfSource } from './source-image.ts';
import { assetStorage, fileStorage, type Storage } from './storage-type.ts';

/** Pixels a side of a chunk: some seconds of work, some megabytes of result. */
const CHUNK_PIXELS = 2048;

/** Plans an export: its grid, its chunks, and how its samples are written. Nothing is computed but one tile, as a trial. */
export async function planExport(
  { source, options }: PlanJob,
  context: JobContext<ObservedInputs>,
): Promise<Planned<ExportPlan>> {
  const { image, kept } = await imageOfSource(source, context);
  const policies = kept?.policies ?? policiesOf(image, options);
  const { projection } = image.bands[0];
  const extent = imageWindow(image, projection);
  if (!extent) throw invalid('Unable to export unbounded image.');
  const pixels = extent.width * extent.height;
  if (pixels > options.maxPixels) {
    throw invalid(
      `Export too large: specified ${pixels} pixels (max: ${options.maxPixels}). Specify higher maxPixels value if you intend to export a large area.`,
    );
  }
  const window = options.target === 'asset' ? withinBounds(extent, image, projection) : extent;
  if (window.width <= 0 || window.height <= 0) throw invalid('Export region contains no valid (un-masked) pixels.');
  const storage = kept?.storage ?? storageOf(image, options);
  const coding = await trial(image, projection, window, options.tileSize, storage, context.pixels);
  const { crs, transform } = gridOf(projection, window);
  const raster: RasterPlan = {
    crs: crs.code ?? crs.wkt ?? crs.definition,
    transform,
    tileSize: options.tileSize,
    chunkTiles: Math.max(1, 2 ** Math.floor(Math.log2(CHUNK_PIXELS / options.tileSize))),
    overviews: options.target === 'asset' || options.cloudOptimized ? overviewCount(window, options.tileSize) : 0,
    sampleType: storage.sampleType,
    ...coding,
    fill: Number.isNaN(storage.fill) ? 'NaN' : storage.fill,
    declareFill: storage.declareFill,
    bandNames: image.bands.map((band) => band.id),
    policies,
  };
  const plan: ExportPlan = {
    chunks: chunkCount(window, raster),
    width: window.width,
    height: window.height,
    raster,
    ...(options.target === 'asset' ? { record: await recordOf(image, extent, projection, window, policies) } : {}),
  };
  return { plan, pins: await pinsText(context.inputs) };
}

function policiesOf(
  { bands }: Image,
  { pyramidingPolicyOverrides: overrides = {}, pyramidingPolicy = 'MEAN' }: ExportOptions,
): PyramidingPolicy[] {
  return bands.map(({ id }) => (Object.hasOwn(overrides, id) ? overrides[id] : pyramidingPolicy));
}

function storageOf({ bands }: Image, { target, noData }: ExportOptions): Storage {
  return target === 'file' ? fileStorage(bands, noData) : assetStorage(bands);
}

/** An asset may be a small part of a large grid: only where the image can have pixels is anything written. */
function withinBounds(extent: PixelWindow, image: Image, projection: Projection): PixelWindow {
  return commonOnEarth(extent, validWindow(image, projection), projection);
}

/** Halvings until the image is one tile. */
function overviewCount({ width, height }: PixelWindow, tileSize: number): number {
  return Math.max(0, Math.ceil(Math.log2(Math.max(width, height) / tileSize)));
}

function chunkCount({ width, height }: PixelWindow, { tileSize, chunkTiles }: RasterPlan): number {
  const side = tileSize * chunkTiles;
  return Math.ceil(width / side) * Math.ceil(height / side);
}

/** Encodes the middle tile in several ways, and chooses the coding that compresses it best. */
async function trial(
  image: Image,
  projection: Projection,
  { column, row, width, height }: PixelWindow,
  tileSize: number,
  storage: Storage,
  context: PixelContext,
) {
  const size = { width: Math.min(width, tileSize), height: Math.min(height, tileSize) };
  const middle = {
    column: column + Math.floor((width - size.width) / 2),
    row: row + Math.floor((height - size.height) / 2),
    ...size,
  };
  const tiles = await computeBands(image.bands, gridOf(projection, middle), context);
  const bands = tiles.map((tile) => filled(tile, storage.sampleType, storage.fill));
  return chooseCoding([{ bands, ...size }], tileSize);
}

/** The asset's record, without the fields that are known only when the file has been written. */
async function recordOf(
  image: Image,
  extent: PixelWindow,
  projection: Projection,
  window: PixelWindow,
  policies: readonly PyramidingPolicy[],
): Promise<ExportPlan['record']> {
  const { transform } = gridOf(projection, extent);
  const grid = {
    ...gridMessage(projection, [extent.width, extent.height]),
    affineTransform: affineMessage(transform),
  };
  const [west, south, east, north] = normalBounds(transformBox(boxOf(window, projection), projection.crs, WGS84.crs));
  const footprint = {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
  const properties: { [name: string]: Json } = {};
  const times: { startTime?: string; endTime?: string } = {};
  for (const [key, value] of image.properties) {
    const json = await encodeValue(value);
    if (key === 'system:time_start' && typeof json === 'number') times.startTime = new Date(json).toISOString();
    else if (key === 'system:time_end' && typeof json === 'number') times.endTime = new Date(json).toISOString();
    else if (!key.startsWith('system:')) properties[key] = json;
  }
  return {
    bands: image.bands.map((band, i) => ({
      id: band.id,
      dataType: pixelTypeMessage(band.type),
      grid,
      pyramidingPolicy: policies[i],
    })),
    bandSources: image.bands.map((_, band) => ({ raster: 0, band })),
    properties,
    geometry: JSON.stringify(footprint),
    ...times,
  };
}

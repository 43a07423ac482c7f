import type { PyramidingPolicy } from '../catalog/asset.ts';
import { affineMessage, gridMessage, pixelTypeMessage } from '../catalog/grid-message.ts';
import { invalid } from '../errors.ts';
import type { Geometry } from '../geometry/geometry.ts';
import { chooseCoding } from '../raster/encode/tile.ts';
import type { TilePixels } from '../raster/encode/tile-pixels.ts';
import { boxOf, commonOnEarth, normalBounds, transformBox, validWindow } from '../raster/extent.ts';
import type { Bounds } from '../raster/footprint.ts';
import { gridOf, type PixelWindow } from '../raster/grid.ts';
import type { Image } from '../raster/image.ts';
import { computeBands } from '../raster/pixels/compute.ts';
import type { PixelContext } from '../raster/pixels/context.ts';
import { type Projection, WGS84 } from '../raster/projection.ts';
import { bytesPerSample } from '../raster/samples.ts';
import type { AdoptedTileset } from './adoption.ts';
import type { JobContext } from './context.ts';
import { chunkCount, fileCount, overviewCount, pieceOf } from './divided-files.ts';
import { checkExportSize, exportGrid } from './export-grid.ts';
import type { AdoptedPlan, ExportOptions, ExportPlan, ImagePlan, PlanJob, Planned, RasterPlan } from './export-job.ts';
import { filled } from './fill.ts';
import { type ObservedInputs, pinsText } from './inputs/observed-inputs.ts';
import { ownProperties } from './own-properties.ts';
import { imageOfSource } from './source-image.ts';
import { assetStorage, fileStorage, type Storage } from './storage-type.ts';

/** The most pixels a side of a chunk: some seconds of work, some megabytes of result. */
const CHUNK_PIXELS = 2048;
/** The most bytes of the samples of a chunk, whose encoded tiles and half-size overview are in memory as a whole. */
const CHUNK_BYTES = 64 * 1024 * 1024;
/** Chunks a side of a group: a step that finishes one reads what 64 chunks have written, and takes a second. */
const GROUP_SIDE = 8;
/** The most tiles of a file, whose header has 12 bytes for each and is made in memory. */
const MAX_TILES = 30_000_000;

/** Plans an export: its grids, its chunks, and how its samples are written. Nothing is computed but a few tiles of each file, as a trial. */
export async function planExport(
  { source, options, chunkPixels = CHUNK_PIXELS }: PlanJob,
  context: JobContext<ObservedInputs>,
): Promise<Planned<ImagePlan>> {
  const { image, kept } = await imageOfSource(source, context);
  const policies = kept?.policies ?? policiesOf(image, options);
  const adopted = (kept?.adopted ?? []).map((tileset) => planAdoption(tileset, options));
  const taken = new Set(adopted.flatMap(({ rasters }) => rasters.flatMap(({ bands }) => [...bands.keys()])));
  const written = image.bands.map((_, band) => band).filter((band) => !taken.has(band));
  if (source.kind === 'external' && written.length > 0) throw notInPlace(image.bands[written[0]].id);
  // Bands that are imported keep their own grids.
  const groups = kept ? bandsByGrid(image, written) : [written];
  const planned: PlannedFile[] = [];
  for (const bands of groups) {
    const part = image.withBands(bands.map((band) => image.bands[band]));
    const storage = kept?.storage(bands) ?? storageOf(part, options);
    const partPolicies = bands.map((band) => policies[band]);
    const content = { bands, storage, policies: partPolicies, imported: kept !== undefined, chunkPixels };
    planned.push(await planFile(part, content, options, context.pixels));
  }
  const rasters = [...planned.map(({ raster }) => raster), ...adopted.flatMap((file) => file.rasters)];
  const plan: ImagePlan = {
    files: planned.map(({ file }) => file),
    ...(adopted.length > 0 ? { adopted: adopted.map(({ file }) => file) } : {}),
    ...(options.target === 'asset' ? { record: await recordOf(image, rasters, policies, kept?.footprint) } : {}),
    ...(options.stacItem ? { item: await itemOf(image, rasters) } : {}),
  };
  return { plan, pins: await pinsText(context.inputs) };
}

/** The places of some of an image's bands, together where they are on one grid; the first band's grid comes first. */
function bandsByGrid({ bands }: Image, places: readonly number[]): number[][] {
  const groups: number[][] = [];
  for (const place of places) {
    const { projection, dimensions } = bands[place];
    const own = groups.find(([first]) => {
      const other = bands[first];
      return other.projection.equals(projection) && other.dimensions?.join() === dimensions?.join();
    });
    if (own) own.push(place);
    else groups.push([place]);
  }
  return groups;
}

/** A raster of the asset, and the pixels of its projection that are the grid of its bands, and that it has. */
interface PlannedRaster {
  /** The bands of the image that are in it, by their places in both. */
  readonly bands: ReadonlyMap<number, number>;
  readonly projection: Projection;
  readonly extent: PixelWindow;
  readonly window: PixelWindow;
}

/** A file that is written. */
interface PlannedFile {
  readonly file: ExportPlan;
  readonly raster: PlannedRaster;
}

/** A file that is taken as it is: a raster for each set of values that mean "missing" in some of its bands. */
interface PlannedAdoption {
  readonly file: AdoptedPlan;
  readonly rasters: readonly PlannedRaster[];
}

/** Plans a file of a manifest that the asset takes as it is. */
function planAdoption({ tileset, bands }: AdoptedTileset, options: ExportOptions): PlannedAdoption {
  const { projection, dimensions } = tileset.grid;
  const extent = { column: 0, row: 0, width: dimensions[0], height: dimensions[1] };
  checkImportSize(extent, options);
  const rasters = new Map<string, { readonly missing: number[]; readonly bands: Map<number, number> }>();
  for (const { place, index, missing } of bands) {
    const known = rasters.get(missing.join());
    if (known) known.bands.set(place, index);
    else rasters.set(missing.join(), { missing: [...missing], bands: new Map([[place, index]]) });
  }
  const [{ bucket, object, generation, size }] = tileset.sources.map(({ file }) => file);
  const file: AdoptedPlan = {
    source: { bucket, object, generation, size },
    sampleType: tileset.sampleType,
    crs: textOfCrs(projection.crs),
    transform: [...projection.transform],
    dimensions: [...dimensions],
    missing: [...rasters.values()].map(({ missing }) => missing),
  };
  return {
    file,
    rasters: [...rasters.values()].map((raster) => ({ bands: raster.bands, projection, extent, window: extent })),
  };
}

interface FileContent {
  readonly bands: readonly number[];
  readonly storage: Storage;
  readonly policies: readonly PyramidingPolicy[];
  /** Whether it is made of files, rather than of an expression. */
  readonly imported: boolean;
  /** The most pixels a side of a chunk. */
  readonly chunkPixels: number;
}

/** Plans the file of an image's bands, on the grid of the first one. */
async function planFile(
  image: Image,
  { bands, storage, policies, imported, chunkPixels }: FileContent,
  options: ExportOptions,
  context: PixelContext,
): Promise<PlannedFile> {
  const { projection, extent } = exportGrid(image, options.grid);
  if (imported) checkImportSize(extent, options);
  else checkExportSize(extent, options.maxPixels);
  const window = options.target === 'asset' ? withinBounds(extent, image, projection) : extent;
  if (window.width <= 0 || window.height <= 0) throw invalid('Export region contains no valid (un-masked) pixels.');
  const coding = await trial(image, projection, window, options.tileSize, storage, context);
  const { crs, transform } = gridOf(projection, window);
  const raster: RasterPlan = {
    crs: textOfCrs(crs),
    transform,
    tileSize: options.tileSize,
    chunkTiles: chunkTiles(options.tileSize, chunkPixels, image.bands.length * bytesPerSample(storage.sampleType)),
    groupSide: GROUP_SIDE,
    overviews: options.target === 'asset' || options.cloudOptimized ? overviewCount(window, options.tileSize) : 0,
    sampleType: storage.sampleType,
    ...coding,
    fill: Number.isNaN(storage.fill) ? 'NaN' : storage.fill,
    declareFill: storage.declareFill,
    bandNames: image.bands.map((band) => band.id),
    policies,
  };
  const { width, height } = window;
  const file = divided({ chunks: chunkCount(window, raster), width, height, bands, raster }, options);
  checkTiles(pieceOf(file, 0), raster);
  return { file, raster: { bands: new Map(bands.map((band, i) => [band, i])), projection, extent, window } };
}

/** The most files of an export. */
const MAX_FILES = 10_000;

/** The plan of a file, divided if it is larger than files may be. */
function divided(whole: ExportPlan, { fileDimensions }: ExportOptions): ExportPlan {
  const { width, height } = whole;
  if (!fileDimensions || (width <= fileDimensions[0] && height <= fileDimensions[1])) return whole;
  const plan = { ...whole, division: [...fileDimensions] };
  const count = fileCount(plan);
  if (count > MAX_FILES) {
    throw invalid(`The export would have ${count} files; at most ${MAX_FILES} are allowed. Raise 'fileDimensions'.`);
  }
  let chunks = 0;
  for (let number = 0; number < count; number++) chunks += chunkCount(pieceOf(plan, number), plan.raster);
  return { ...plan, chunks };
}

/** @throws INVALID_ARGUMENT for a file of more tiles than its header can be made for */
function checkTiles({ width, height }: Pick<PixelWindow, 'width' | 'height'>, { tileSize }: RasterPlan): void {
  const tiles = Math.ceil(width / tileSize) * Math.ceil(height / tileSize);
  if (tiles <= MAX_TILES) return;
  throw invalid(
    `A file would have ${tiles} tiles of ${tileSize}x${tileSize} pixels; at most ${MAX_TILES} are allowed. Give 'fileDimensions' or a larger 'tileSize', or divide its region.`,
  );
}

function notInPlace(band: string): Error {
  return invalid(
    `The file of band '${band}' cannot be read where it lies as the manifest asks: docs/semantics.md says which files need no conversion. Convert it, gdal_translate -of COG -co OVERVIEW_RESAMPLING=AVERAGE in.tif out.tif, or import it.`,
  );
}

function checkImportSize({ width, height }: PixelWindow, { maxPixels }: ExportOptions): void {
  const pixels = width * height;
  if (pixels <= maxPixels) return;
  throw invalid(
    `Import too large: ${pixels} pixels (max: ${maxPixels}). Import it in parts, as the images of a collection.`,
  );
}

function textOfCrs({ code, wkt, definition }: Projection['crs']): string {
  return code ?? wkt ?? definition;
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

/** Tiles a side of a chunk: a power of 2. */
function chunkTiles(tileSize: number, chunkPixels: number, bytesPerPixel: number): number {
  const side = Math.min(chunkPixels, Math.sqrt(CHUNK_BYTES / bytesPerPixel));
  return Math.max(1, 2 ** Math.floor(Math.log2(side / tileSize)));
}

/** Where tiles are tried, as parts of the width and height: the middle alone, of images of few tiles. */
const TRIALS = [0.5, 0.25, 0.75];
/** Tiles a side that are few. */
const FEW = 4;

/** Encodes some tiles in several ways, and chooses the coding that suits them. */
async function trial(
  image: Image,
  projection: Projection,
  { column, row, width, height }: PixelWindow,
  tileSize: number,
  storage: Storage,
  context: PixelContext,
) {
  const size = { width: Math.min(width, tileSize), height: Math.min(height, tileSize) };
  const tiles: TilePixels[] = [];
  for (const part of Math.max(width, height) > FEW * tileSize ? TRIALS : TRIALS.slice(0, 1)) {
    const place = {
      column: column + Math.floor((width - size.width) * part),
      row: row + Math.floor((height - size.height) * part),
      ...size,
    };
    const computed = await computeBands(image.bands, gridOf(projection, place), context);
    tiles.push({ bands: computed.map((tile) => filled(tile, storage.sampleType, storage.fill)), ...size });
  }
  return chooseCoding(tiles, tileSize);
}

/** The asset's record, without the fields that are known only when the file has been written. */
async function recordOf(
  image: Image,
  rasters: readonly PlannedRaster[],
  policies: readonly PyramidingPolicy[],
  given: Geometry | undefined,
): Promise<ImagePlan['record']> {
  const [west, south, east, north] = boundsOf(rasters);
  const footprint = given?.shape ?? {
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
  const sources = image.bands.map((_, band) => {
    const raster = rasters.findIndex(({ bands }) => bands.has(band));
    return { raster, band: rasters[raster].bands.get(band) as number };
  });
  return {
    bands: image.bands.map((band, i) => ({
      id: band.id,
      dataType: pixelTypeMessage(band.type),
      grid: gridOfRaster(rasters[sources[i].raster]),
      pyramidingPolicy: policies[i],
    })),
    bandSources: sources,
    geometry: JSON.stringify(footprint),
    ...(await ownProperties(image.properties)),
  };
}

/** What a STAC Item says of an image. */
async function itemOf(image: Image, rasters: readonly PlannedRaster[]): Promise<ImagePlan['item']> {
  const { startTime, endTime } = await ownProperties(image.properties);
  return {
    bounds: [...boundsOf(rasters)],
    ...(startTime === undefined ? {} : { startTime }),
    ...(endTime === undefined ? {} : { endTime }),
  };
}

/** The bounds of rasters in degrees. */
function boundsOf(rasters: readonly PlannedRaster[]): Bounds {
  return rasters
    .map(({ window, projection }) => normalBounds(transformBox(boxOf(window, projection), projection.crs, WGS84.crs)))
    .reduce(union);
}

/** The grid that the bands of a raster are on. */
function gridOfRaster({ projection, extent }: PlannedRaster) {
  const { transform } = gridOf(projection, extent);
  return {
    ...gridMessage(projection, [extent.width, extent.height]),
    affineTransform: affineMessage(transform),
  };
}

function union(a: Bounds, b: Bounds): Bounds {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

import { invalid } from '../errors.ts';
import { writeFile } from '../google/write-file.ts';
import { imageBounds } from '../raster/extent.ts';
import type { Image } from '../raster/image.ts';
import type { Tile } from '../raster/pixels/node.ts';
import { mapTileGrid } from '../raster/request-grid.ts';
import type { JobContext } from './context.ts';
import type { Planned } from './export-job.ts';
import { IMAGE_FORMATS } from './formats/image-formats.ts';
import { type ObservedInputs, pinsText } from './inputs/observed-inputs.ts';
import type { MapPlan, PlanMapJob, TilesJob, WrittenTiles } from './map-job.ts';
import { computeImage } from './mosaic.ts';
import { imageOfSource } from './source-image.ts';
import { pyramidLevels, tileCount, tilesBetween } from './tile-pyramid.ts';
import { visualImage } from './visual.ts';

/** The most tiles of a map. */
const MAX_TILES = 2_560_000;

/** Tiles that are being written while others are computed. */
const WRITES = 16;

/** Plans the tiles of a map: those that the bounds of its image touch. */
export async function planMap(
  { source, options }: PlanMapJob,
  context: JobContext<ObservedInputs>,
): Promise<Planned<MapPlan>> {
  const { image } = await imageOfSource(source, context);
  // Only to tell whether it can be shown.
  await visualImage(image, {}, context);
  const bounds = imageBounds(image);
  if (bounds === undefined) throw invalid('Unable to export unbounded image.');
  const levels = pyramidLevels(bounds, options.startZoom, options.endZoom);
  if (levels.length === 0) throw invalid('The image lies beyond the edges of the map, at 85.05 degrees.');
  const count = tileCount(levels);
  if (count > MAX_TILES) {
    throw invalid(
      `The map has ${count} tiles; at most ${MAX_TILES} can be exported. Lower 'maxZoom' or give a larger 'scale', or export it in parts.`,
    );
  }
  return { plan: { levels, bounds: [...bounds] }, pins: await pinsText(context.inputs) };
}

/** The image of a map: one or three bands of bytes. */
export async function mapImage({ source }: Pick<TilesJob, 'source'>, context: JobContext): Promise<Image> {
  return visualImage((await imageOfSource(source, context)).image, {}, context);
}

/** Computes tiles, and writes them. Whoever does it again writes the same. */
export async function writeTiles(
  { operation, options, plan, first, end, folder, isPublic }: TilesJob,
  image: Image,
  context: JobContext,
): Promise<WrittenTiles> {
  const { encode } = IMAGE_FORMATS[options.format];
  const writing = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let count = 0;
  for (const { zoom, x, y } of tilesBetween(plan.levels, first, end)) {
    context.pixels.signal.throwIfAborted();
    if (failures.length > 0) break;
    const grid = mapTileGrid(zoom, x, y);
    const tiles = await computeImage(image, grid, context.pixels);
    if (options.skipEmpty && isEmpty(tiles)) continue;
    const { bytes, contentType } = await encode({ image, tiles, grid });
    const place = { ...folder, object: `${folder.object}${zoom}/${x}/${y}` };
    const written: Promise<void> = writeFile(place, bytes, { contentType, operation, isPublic })
      .catch((error: unknown) => {
        failures.push(error);
      })
      .finally(() => writing.delete(written));
    writing.add(written);
    count++;
    if (writing.size >= WRITES) await Promise.race(writing);
  }
  await Promise.all(writing);
  if (failures.length > 0) throw failures[0];
  return { tiles: count };
}

/** Whether nothing is to be seen: a pixel shows if no band of it is masked. */
function isEmpty(tiles: readonly Tile[]): boolean {
  const masks = tiles.flatMap(({ mask }) => (mask ? [mask] : []));
  if (masks.length === 0) return false;
  const count = tiles[0].values.length;
  for (let pixel = 0; pixel < count; pixel++) if (masks.every((mask) => mask[pixel] > 0)) return false;
  return true;
}

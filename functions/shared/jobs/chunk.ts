import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Context } from '../algorithms/context.ts';
import type { Affine } from '../raster/affine.ts';
import { parseCrs } from '../raster/crs/crs.ts';
import { type BandRaster, halve, type OverviewMethod } from '../raster/encode/overview.ts';
import { encodeTile } from '../raster/encode/tile.ts';
import { type Grid, type PixelWindow, subGrid, tilesOf } from '../raster/grid.ts';
import type { Image } from '../raster/image.ts';
import { computeBands, readAhead } from '../raster/pixels/compute.ts';
import { hasByte, type Tile } from '../raster/pixels/node.ts';
import { releaseTiles } from '../raster/pixels/own-tile.ts';
import { cutRaster, emptyRaster, pasteRaster } from './band-rasters.ts';
import { pixelsOfChunk } from './chunk-order.ts';
import type { ChunkJob, ExportPlan, RasterPlan } from './export-job.ts';
import { filled } from './fill.ts';
import type { ChunkParts, TileSink } from './part.ts';
import { chunkLevel, type TilePlace } from './tile-order.ts';

/** Tiles whose files are being read while one is computed. */
const TILES_AHEAD = 3;

/** The value that masked samples are written as. */
export function fillOf({ fill }: RasterPlan): number {
  return fill === 'NaN' ? Number.NaN : fill;
}

/** A tile that is not stored. */
const NOTHING = new Uint8Array(0);

function isMasked({ mask }: { readonly mask: Uint8Array | Float32Array | undefined }): boolean {
  if (mask === undefined) return false;
  return mask instanceof Uint8Array ? !hasByte(mask, 1) : mask.every((fraction) => fraction === 0);
}

/** Encodes the samples of a tile as the plan says; nothing, if all of it is masked. */
export function encodePlanned(bands: readonly BandRaster[], plan: RasterPlan): Uint8Array {
  const [{ width, height }] = bands;
  if (bands.every(isMasked)) return NOTHING;
  const fill = fillOf(plan);
  const samples = bands.map((band) => filled({ values: band.samples, mask: band.mask }, plan.sampleType, fill));
  return encodeTile({ bands: samples, width, height }, plan.tileSize, plan);
}

/** Computes one chunk of an image, and adds its tiles, and those of the overviews that lie within it, to its parts. */
export async function computeChunk(
  { plan, chunk }: Pick<ChunkJob, 'plan' | 'chunk'>,
  exported: Image,
  context: Context,
  parts: ChunkParts,
): Promise<void> {
  const { raster } = plan;
  const image = exported.withBands(plan.bands.map((band) => exported.bands[band]));
  const place = pixelsOfChunk(plan, chunk);
  const next =
    raster.overviews > 0
      ? image.bands.map(() => emptyRaster(raster.sampleType, Math.ceil(place.width / 2), Math.ceil(place.height / 2)))
      : undefined;
  let any = false;
  const whole = gridOfPlan(plan);
  const tiles = [...tilesOf(place, raster.tileSize)].map((window) => ({ window, grid: subGrid(whole, window) }));
  const ahead = (from: number, to: number) => {
    for (const { grid } of tiles.slice(from, to)) readAhead(image.bands, grid, context.pixels);
  };
  ahead(1, 1 + TILES_AHEAD);
  for (const [i, { window: tile, grid }] of tiles.entries()) {
    if (i > 0) ahead(i + TILES_AHEAD, i + TILES_AHEAD + 1);
    const entry = { level: 0, column: tile.column / raster.tileSize, row: tile.row / raster.tileSize };
    const computed = await computeBands(image.bands, grid, context.pixels);
    const bands = computed.every(isMasked) ? undefined : rastersOf(computed, tile, raster);
    parts.tiles.add(entry, bands ? encodePlanned(bands, raster) : NOTHING);
    any ||= bands !== undefined;
    bands?.forEach((band, i) => {
      if (next)
        pasteRaster(
          halve(band, methodOf(raster, i)),
          next[i],
          (tile.column - place.column) / 2,
          (tile.row - place.row) / 2,
        );
    });
    releaseTiles(computed);
    if (tile.column + tile.width === place.column + place.width) context.pixels.rasters.passRow?.();
    // What has come in meanwhile is taken.
    await nextTurn();
  }
  if (next) encodeOverviews(next, any, place, raster, parts.overviews);
}

/** The grid of the whole file. */
function gridOfPlan({ raster, width, height }: ExportPlan): Grid {
  return { crs: parseCrs(raster.crs), transform: raster.transform as unknown as Affine, width, height };
}

/** What files store of a tile's bands: perhaps in its own arrays. */
function rastersOf(tiles: readonly Tile[], { width, height }: PixelWindow, { sampleType }: RasterPlan): BandRaster[] {
  return tiles.map(({ values, mask }) => ({
    width,
    height,
    samples: filled({ values, mask: undefined }, sampleType, 0),
    mask: mask && binary(mask),
  }));
}

/** The mask as files store it: 1 for valid and partly valid pixels, 0 for masked ones. Files have no fractions. */
function binary(mask: Uint8Array | Float32Array): Uint8Array {
  return mask instanceof Uint8Array ? mask : Uint8Array.from(mask, (fraction) => (fraction > 0 ? 1 : 0));
}

/** The method by which a band's overviews are computed from the level below. */
export function methodOf({ policies }: RasterPlan, band: number): OverviewMethod {
  return policies[band].toLowerCase() as OverviewMethod;
}

function halfEmpty({ width, height }: BandRaster, { sampleType }: RasterPlan): BandRaster {
  return emptyRaster(sampleType, Math.ceil(width / 2), Math.ceil(height / 2));
}

/**
 * Encodes the chunk's overviews, each from the one before, the coarsest first.
 * @param any whether anything in the chunk is not masked
 */
function encodeOverviews(
  first: readonly BandRaster[],
  any: boolean,
  place: PixelWindow,
  raster: RasterPlan,
  part: TileSink,
): void {
  const levels = chunkLevel(raster);
  const parts: [TilePlace, Uint8Array][][] = [];
  let bands = first;
  for (let level = 1; level <= levels; level++) {
    if (level > 1) bands = bands.map((band, i) => (any ? halve(band, methodOf(raster, i)) : halfEmpty(band, raster)));
    const origin = { column: place.column / 2 ** level, row: place.row / 2 ** level };
    const [{ width, height }] = bands;
    parts.unshift(
      [...tilesOf({ column: 0, row: 0, width, height }, raster.tileSize)].map((tile) => [
        {
          level,
          column: (origin.column + tile.column) / raster.tileSize,
          row: (origin.row + tile.row) / raster.tileSize,
        },
        any
          ? encodePlanned(
              bands.map((band) => cutRaster(band, tile)),
              raster,
            )
          : NOTHING,
      ]),
    );
  }
  for (const [entry, bytes] of parts.flat()) part.add(entry, bytes);
}

import type { ObjectReference } from '../google/object-reference.ts';
import { objectSource } from '../google/object-source.ts';
import type { Affine } from '../raster/affine.ts';
import { parseCrs } from '../raster/crs/crs.ts';
import { layoutCog } from '../raster/encode/cog.ts';
import { type BandRaster, halve } from '../raster/encode/overview.ts';
import { type GeoTiff, openGeoTiff } from '../raster/geotiff/geotiff.ts';
import type { RangeSource } from '../raster/geotiff/range-source.ts';
import { bytesPerSample } from '../raster/samples.ts';
import { emptyRaster, type GrowingRaster, pasteRaster } from './band-rasters.ts';
import { encodePlanned, fillOf, methodOf } from './chunk.ts';
import type { ExportPlan, RasterPlan } from './export-job.ts';
import type { LevelParts } from './level-parts.ts';
import { levelSize, quartersOf, type TilePlace } from './tile-order.ts';

/** A tile that is written already: the first bytes of an object. */
export interface WrittenTile {
  readonly place: TilePlace;
  /** Undefined for a tile that is wholly masked. */
  readonly object: ObjectReference | undefined;
  readonly bytes: number;
}

/**
 * Makes the overviews above tiles that are written: all that a tile covers, and that tile itself.
 * @param base the tiles that it covers in one level below: a rectangle, row by row
 */
export async function writeOverviews(
  plan: ExportPlan,
  root: TilePlace,
  base: readonly WrittenTile[],
  parts: LevelParts,
): Promise<void> {
  const pyramid = new Pyramid(plan, base, await openTiles(plan, base), parts);
  await pyramid.tile(root);
}

/**
 * Computes overview tiles, each from the four tiles of the level below, recursively down to those that are written. Never holds more than a
 * few tiles in memory.
 */
class Pyramid {
  readonly #plan: ExportPlan;
  readonly #base: TilePlace;
  readonly #tiff: GeoTiff;
  readonly #parts: LevelParts;
  /** Levels above the base: of a tile there, all that is below is read at a time. */
  readonly #ahead: number;
  readonly #reading = new Map<string, Promise<BandRaster[]>>();

  constructor(plan: ExportPlan, [first]: readonly WrittenTile[], tiff: GeoTiff, parts: LevelParts) {
    this.#plan = plan;
    this.#base = first.place;
    this.#tiff = tiff;
    this.#parts = parts;
    this.#ahead = levelsAhead(plan.raster);
  }

  /** A tile; those above the base are added to the parts. */
  async tile(place: TilePlace): Promise<BandRaster[]> {
    const { raster } = this.#plan;
    if (place.level === this.#base.level) return this.#written(place);
    if (place.level <= this.#base.level + this.#ahead) this.#readAhead(place);
    const { width, height } = this.#extent(place);
    const bands = raster.bandNames.map(() => this.#empty({ width, height }));
    for (const quarter of quartersOf(this.#plan, place)) {
      const [dx, dy] = [quarter.column - place.column * 2, quarter.row - place.row * 2];
      (await this.tile(quarter)).forEach((band, i) => {
        const half = halve(band, methodOf(raster, i));
        pasteRaster(half, bands[i], (dx * raster.tileSize) / 2, (dy * raster.tileSize) / 2);
      });
    }
    await this.#parts.add(place.level, encodePlanned(bands, raster));
    return bands;
  }

  /** Begins to read all that is written below a tile: it comes from as many objects. */
  #readAhead(place: TilePlace): void {
    if (place.level > this.#base.level) {
      for (const quarter of quartersOf(this.#plan, place)) this.#readAhead(quarter);
      return;
    }
    if (this.#reading.has(keyOf(place))) return;
    const reading = this.#read(place);
    // Whoever takes it is told.
    reading.catch(() => {});
    this.#reading.set(keyOf(place), reading);
  }

  #written(place: TilePlace): Promise<BandRaster[]> {
    const reading = this.#reading.get(keyOf(place)) ?? this.#read(place);
    this.#reading.delete(keyOf(place));
    return reading;
  }

  #extent({ level, column, row }: TilePlace): { width: number; height: number } {
    const { tileSize } = this.#plan.raster;
    const { width, height } = levelSize(this.#plan, level);
    return {
      width: Math.min(tileSize, width - column * tileSize),
      height: Math.min(tileSize, height - row * tileSize),
    };
  }

  async #read(place: TilePlace): Promise<BandRaster[]> {
    const { raster } = this.#plan;
    const block = await this.#tiff.readBlock(0, place.column - this.#base.column, place.row - this.#base.row);
    if (!block) return raster.bandNames.map(() => this.#empty(this.#extent(place)));
    const fill = fillOf(raster);
    return block.bands.map((samples) => {
      const mask = new Uint8Array(samples.length);
      for (let i = 0; i < samples.length; i++) mask[i] = raster.declareFill && Object.is(samples[i], fill) ? 0 : 1;
      return { width: block.width, height: block.height, samples, mask };
    });
  }

  #empty({ width, height }: { width: number; height: number }): GrowingRaster {
    return emptyRaster(this.#plan.raster.sampleType, width, height);
  }
}

function keyOf({ column, row }: TilePlace): string {
  return `${column} ${row}`;
}

/** The most bytes of pixels that are read ahead. */
const AHEAD_BYTES = 64_000_000;

/** Levels above the base of which the tiles below a tile are few enough to be read at a time: at most two, which is 16 tiles. */
function levelsAhead({ tileSize, sampleType, bandNames }: RasterPlan): number {
  const bytes = tileSize ** 2 * (bytesPerSample(sampleType) + 1) * bandNames.length;
  return Math.max(0, Math.min(2, Math.floor(Math.log2(AHEAD_BYTES / bytes) / 2)));
}

/** Tiles of one level as a file that does not exist: its pixels begin with the first of them. */
function openTiles(plan: ExportPlan, tiles: readonly WrittenTile[]): Promise<GeoTiff> {
  const { raster } = plan;
  const [first, last] = [tiles[0].place, tiles[tiles.length - 1].place];
  const { tileSize } = raster;
  const whole = levelSize(plan, first.level);
  const width = Math.min((last.column + 1) * tileSize, whole.width) - first.column * tileSize;
  const height = Math.min((last.row + 1) * tileSize, whole.height) - first.row * tileSize;
  const { header } = layoutCog({
    sampleType: raster.sampleType,
    bandCount: raster.bandNames.length,
    tileSize,
    affine: raster.transform as unknown as Affine,
    crs: parseCrs(raster.crs),
    nodata: raster.declareFill ? fillOf(raster) : undefined,
    bandNames: raster.bandNames,
    predictor: raster.predictor,
    levels: [{ width, height }],
    tiles: tiles.map(({ place, bytes }) => ({
      level: 0,
      column: place.column - first.column,
      row: place.row - first.row,
      byteCount: bytes,
    })),
  });
  return openGeoTiff(joinedSource(header, tiles));
}

/** A header and tiles as one file. */
function joinedSource(header: Uint8Array, tiles: readonly WrittenTile[]): RangeSource {
  const pieces: { start: number; size: number; source: RangeSource }[] = [];
  let end = header.length;
  for (const { object, bytes } of tiles) {
    if (!object || bytes === 0) continue;
    pieces.push({ start: end, size: bytes, source: objectSource(object) });
    end += bytes;
  }
  /** The first piece that ends behind an offset. */
  const pieceAt = (offset: number) => {
    let [low, high] = [0, pieces.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (pieces[middle].start + pieces[middle].size <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    url: `joined:${tiles[0].object?.object ?? ''}`,
    async read(offset, length) {
      const wanted = new Uint8Array(Math.max(0, Math.min(length, end - offset)));
      wanted.set(header.subarray(offset, offset + length));
      const reads: Promise<void>[] = [];
      for (let i = pieceAt(offset); i < pieces.length && pieces[i].start < offset + length; i++) {
        const { start, size, source } = pieces[i];
        const from = Math.max(offset, start);
        const to = Math.min(offset + length, start + size);
        const read = async () => wanted.set(new Uint8Array(await source.read(from - start, to - from)), from - offset);
        if (to > from) reads.push(read());
      }
      await Promise.all(reads);
      return wanted.buffer;
    },
  };
}

import { objectSource } from '../google/object-source.ts';
import type { Affine } from '../raster/affine.ts';
import { parseCrs } from '../raster/crs/crs.ts';
import { type CogDescription, layoutCog, type StoredTile } from '../raster/encode/cog.ts';
import { type BandRaster, halve } from '../raster/encode/overview.ts';
import { type GeoTiff, openGeoTiff } from '../raster/geotiff/geotiff.ts';
import type { RangeSource } from '../raster/geotiff/range-source.ts';
import { bytesPerSample } from '../raster/samples.ts';
import { emptyRaster, type GrowingRaster, pasteRaster } from './band-rasters.ts';
import { encodePlanned, fillOf, methodOf } from './chunk.ts';
import type { AssembleJob, ExportPlan, RasterPlan, TileEntry, WrittenPart } from './export-job.ts';
import { resamplingOf } from './overview-policy.ts';
import { Part } from './part.ts';

/** Makes the head of an exported file, which precedes the chunks' parts: the GeoTIFF header, and the overviews that span several chunks. */
export async function assembleHead({
  plan,
  overviewParts,
  tileParts,
}: Pick<AssembleJob, 'plan' | 'overviewParts' | 'tileParts'>): Promise<Uint8Array> {
  const top = await topOverviews(plan, overviewParts, tileParts);
  const parts = [
    top.entries,
    ...overviewParts.map(({ entries }) => entries),
    ...tileParts.map(({ entries }) => entries),
  ];
  const { header } = layoutCog(description(plan, plan.raster.overviews, parts));
  const overviews = top.bytes();
  const head = new Uint8Array(header.length + overviews.length);
  head.set(header);
  head.set(overviews, header.length);
  return head;
}

/** The sizes of the full image and its overviews. */
function levelSizes({ width, height }: ExportPlan, overviews: number): { width: number; height: number }[] {
  return Array.from({ length: overviews + 1 }, (_, level) => ({
    width: Math.ceil(width / 2 ** level),
    height: Math.ceil(height / 2 ** level),
  }));
}

function description(plan: ExportPlan, overviews: number, parts: readonly (readonly TileEntry[])[]): CogDescription {
  const { raster } = plan;
  return {
    sampleType: raster.sampleType,
    bandCount: raster.bandNames.length,
    tileSize: raster.tileSize,
    affine: raster.transform as unknown as Affine,
    crs: parseCrs(raster.crs),
    nodata: raster.declareFill ? fillOf(raster) : undefined,
    bandNames: raster.bandNames,
    overviewResampling: overviews > 0 ? resamplingOf(raster.policies) : undefined,
    predictor: raster.predictor,
    levels: levelSizes(plan, overviews),
    parts: parts.map((entries) => entries.map(({ bytes, ...place }): StoredTile => ({ ...place, byteCount: bytes }))),
  };
}

/** Overviews coarser than a tile a chunk, computed from the chunks' coarsest level; the coarsest first. */
async function topOverviews(
  plan: ExportPlan,
  overviewParts: readonly WrittenPart[],
  tileParts: readonly WrittenPart[],
): Promise<Part> {
  const part = new Part();
  const inChunks = Math.min(plan.raster.overviews, Math.log2(plan.raster.chunkTiles));
  if (plan.raster.overviews === inChunks) return part;
  const written = [...overviewParts, ...tileParts];
  const { header } = layoutCog(
    description(
      plan,
      inChunks,
      written.map(({ entries }) => entries),
    ),
  );
  const tiff = await openGeoTiff(joinedSource(header, written));
  const levels: [Omit<TileEntry, 'bytes'>, Uint8Array][][] = [];
  const pyramid = new Pyramid(tiff, plan.raster, inChunks, levelSizes(plan, plan.raster.overviews), (place, bytes) => {
    levels[plan.raster.overviews - place.level] ??= [];
    levels[plan.raster.overviews - place.level].push([place, bytes]);
  });
  await pyramid.tile(plan.raster.overviews, 0, 0);
  for (const [place, bytes] of levels.flat()) part.add(place, bytes);
  return part;
}

/**
 * Computes overview tiles, each from the four tiles of the level below, recursively down to the tiles that chunks have written. Never holds
 * more than a few tiles in memory.
 */
class Pyramid {
  readonly #tiff: GeoTiff;
  readonly #plan: RasterPlan;
  readonly #base: number;
  readonly #sizes: readonly { width: number; height: number }[];
  readonly #emit: (place: Omit<TileEntry, 'bytes'>, bytes: Uint8Array) => void;
  /** Levels above the chunks' coarsest one: of a tile there, all that is below is read at a time. */
  readonly #ahead: number;
  readonly #reading = new Map<string, Promise<BandRaster[]>>();

  constructor(
    tiff: GeoTiff,
    plan: RasterPlan,
    base: number,
    sizes: readonly { width: number; height: number }[],
    emit: (place: Omit<TileEntry, 'bytes'>, bytes: Uint8Array) => void,
  ) {
    this.#tiff = tiff;
    this.#plan = plan;
    this.#base = base;
    this.#sizes = sizes;
    this.#emit = emit;
    this.#ahead = levelsAhead(plan);
  }

  /** The tile of a level; those above the base are emitted too. */
  async tile(level: number, column: number, row: number): Promise<BandRaster[]> {
    const size = this.#extent(level, column, row);
    if (level === this.#base) return this.#written(column, row);
    if (level === Math.min(this.#base + this.#ahead, this.#sizes.length - 1)) this.#readAhead(level, column, row);
    const bands = this.#plan.bandNames.map(() => this.#empty(size));
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ]) {
      const [c, r] = [column * 2 + dx, row * 2 + dy];
      if (!this.#exists(level - 1, c, r)) continue;
      const quarter = await this.tile(level - 1, c, r);
      quarter.forEach((band, i) => {
        pasteRaster(
          halve(band, methodOf(this.#plan, i)),
          bands[i],
          (dx * this.#plan.tileSize) / 2,
          (dy * this.#plan.tileSize) / 2,
        );
      });
    }
    this.#emit({ level, column, row }, encodePlanned(bands, this.#plan));
    return bands;
  }

  #exists(level: number, column: number, row: number): boolean {
    const { width, height } = this.#sizes[level];
    return column * this.#plan.tileSize < width && row * this.#plan.tileSize < height;
  }

  /** Begins to read all that chunks have written below a tile: it comes from as many objects. */
  #readAhead(level: number, column: number, row: number): void {
    const side = 2 ** (level - this.#base);
    for (let i = 0; i < side * side; i++) {
      const [c, r] = [column * side + (i % side), row * side + Math.floor(i / side)];
      if (!this.#exists(this.#base, c, r)) continue;
      const reading = this.#read(c, r, this.#extent(this.#base, c, r));
      // Whoever takes it is told.
      reading.catch(() => {});
      this.#reading.set(`${c} ${r}`, reading);
    }
  }

  /** A tile that a chunk has written. */
  #written(column: number, row: number): Promise<BandRaster[]> {
    const key = `${column} ${row}`;
    const reading = this.#reading.get(key) ?? this.#read(column, row, this.#extent(this.#base, column, row));
    this.#reading.delete(key);
    return reading;
  }

  #extent(level: number, column: number, row: number): { width: number; height: number } {
    const { tileSize } = this.#plan;
    const { width, height } = this.#sizes[level];
    return {
      width: Math.min(tileSize, width - column * tileSize),
      height: Math.min(tileSize, height - row * tileSize),
    };
  }

  async #read(column: number, row: number, size: { width: number; height: number }): Promise<BandRaster[]> {
    const block = await this.#tiff.readBlock(this.#base, column, row);
    if (!block) return this.#plan.bandNames.map(() => this.#empty(size));
    const fill = fillOf(this.#plan);
    return block.bands.map((samples) => {
      const mask = new Uint8Array(samples.length);
      for (let i = 0; i < samples.length; i++) mask[i] = this.#plan.declareFill && Object.is(samples[i], fill) ? 0 : 1;
      return { width: block.width, height: block.height, samples, mask };
    });
  }

  #empty({ width, height }: { width: number; height: number }): GrowingRaster {
    return emptyRaster(this.#plan.sampleType, width, height);
  }
}

/** The most bytes of pixels that are read ahead. */
const AHEAD_BYTES = 64_000_000;

/** Levels above the chunks' coarsest one of which the tiles below a tile are few enough to be read at a time: at most two, which is 16 tiles. */
function levelsAhead({ tileSize, sampleType, bandNames }: RasterPlan): number {
  const bytes = tileSize ** 2 * (bytesPerSample(sampleType) + 1) * bandNames.length;
  return Math.max(0, Math.min(2, Math.floor(Math.log2(AHEAD_BYTES / bytes) / 2)));
}

/** A header and parts as one file that does not exist yet. */
function joinedSource(header: Uint8Array, parts: readonly WrittenPart[]): RangeSource {
  const pieces: { start: number; size: number; source: RangeSource }[] = [];
  let end = header.length;
  for (const part of parts) {
    const size = part.entries.reduce((sum, { bytes }) => sum + bytes, 0);
    pieces.push({ start: end, size, source: objectSource(part) });
    end += size;
  }
  /** The first piece that ends behind an offset: there are thousands, and as many reads. */
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
    url: `joined:${parts[0]?.object ?? ''}`,
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

import { LRUCache } from 'lru-cache';
import { Budget } from '../../budget.ts';
import { meter } from '../../measures/meter.ts';
import { bytesPerSample, type SampleArray } from '../samples.ts';
import { SpareArrays } from '../spare-arrays.ts';
import type { Block, GeoTiff } from './geotiff.ts';

const DEFAULT_BYTES = 256 * 1024 * 1024;
/** Bytes of blocks that are read and decoded at a time. */
const DECODING_BYTES = 128 * 1024 * 1024;
/** Bytes of arrays that are kept to be used again. */
const SPARE_BYTES = 16 * 1024 * 1024;
/** What an entry costs beside its samples; also the price of a block that is not stored. */
const OVERHEAD = 256;

/** A decoded block, or the knowledge that there is none. */
interface Entry {
  readonly block: Block | undefined;
  /** Whether whoever has asked for it has it at once, rather than together with other bands. */
  readonly whole: boolean;
  /** The row of tiles that it was used for last. */
  row: number;
}

/**
 * Decoded blocks, the least recently used thrown away by bytes. Reads of one block at a time share one read and one decoding.
 * Where bands are interleaved all of them are decoded and kept; where each is stored apart, each is kept apart.
 */
export class BlockCache {
  readonly #blocks: LRUCache<string, Entry>;
  readonly #pending = new Map<string, Promise<Entry>>();
  readonly #decoding = new Budget(DECODING_BYTES);
  readonly #spare = new SpareArrays(SPARE_BYTES, true);
  /** Arrays of blocks that somebody who has just been given them may look at in this turn of the event loop. */
  #parting: SampleArray[] = [];
  #row = 0;

  constructor(maxBytes = DEFAULT_BYTES) {
    this.#blocks = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: sizeOf,
      dispose: (entry) => this.#part(entry),
    });
  }

  /** Bytes held. */
  get size(): number {
    return this.#blocks.calculatedSize;
  }

  /**
   * Throws away what was used least recently until no more than `bytes` are held.
   */
  shrinkTo(bytes: number): void {
    while (this.#blocks.calculatedSize > bytes) this.#blocks.pop();
  }

  /**
   * To be called when a row of tiles has been computed: throws away, as `shrinkTo` does, what was used neither for it nor for the one before
   * it.
   */
  passRow(): void {
    for (;;) {
      const [oldest] = this.#blocks.rvalues();
      if (!oldest || oldest.row >= this.#row - 1) break;
      this.#blocks.pop();
    }
    this.#row++;
  }

  #part({ block, whole }: Entry): void {
    for (const band of block?.bands ?? []) {
      if (!whole) this.#spare.throwAway(band);
      else if (this.#parting.push(band) === 1) setImmediate(() => this.#give());
    }
  }

  #give(): void {
    for (const array of this.#parting) this.#spare.give(array);
    this.#parting = [];
  }

  /**
   * A block as `GeoTiff.readBlock` gives it. The arrays are shared: they must not be changed, nor looked at after this turn of the event loop, as
   * other blocks may be put in their place.
   * @throws GeoTiffError as the reading does; failures are not kept.
   */
  async read(
    tiff: GeoTiff,
    level: number,
    column: number,
    row: number,
    bands?: readonly number[],
  ): Promise<Block | undefined> {
    const place = `${level}/${column}/${row}/${tiff.url}`;
    if (!tiff.separate) {
      const bytes = bytesOf(tiff, level, tiff.bandCount);
      const { block } = await this.#get(place, bytes, true, () =>
        tiff.readBlock(level, column, row, undefined, undefined, this.#spare.take),
      );
      return block && bands ? { ...block, bands: bands.map((band) => bandOf(block, band)) } : block;
    }
    const wanted = bands ?? Array.from({ length: tiff.bandCount }, (_, band) => band);
    const entries = await Promise.all(
      wanted.map((band) =>
        this.#get(`${band}/${place}`, bytesOf(tiff, level, 1), false, () =>
          tiff.readBlock(level, column, row, [band], undefined, this.#spare.take),
        ),
      ),
    );
    return joined(entries, tiff);
  }

  async #get(key: string, bytes: number, whole: boolean, read: () => Promise<Block | undefined>): Promise<Entry> {
    const known = this.#blocks.get(key);
    if (known) {
      meter.cacheHits++;
      known.row = this.#row;
      return known;
    }
    const running = this.#pending.get(key);
    if (running) return running;
    meter.cacheMisses++;
    const reading = this.#decoding
      .hold(bytes, read)
      .then((block) => {
        const entry = { block, whole, row: this.#row };
        this.#blocks.set(key, entry);
        return entry;
      })
      .finally(() => this.#pending.delete(key));
    this.#pending.set(key, reading);
    return reading;
  }
}

/** The bytes that a block has when it is decoded. */
function bytesOf({ levels, sampleType }: GeoTiff, level: number, bands: number): number {
  const { blockWidth, blockHeight } = levels[level]!;
  return blockWidth * blockHeight * bands * bytesPerSample(sampleType);
}

/** Bands that were read apart, as one block; a sparse file may have some of them only. */
function joined(entries: readonly Entry[], { nodata }: GeoTiff): Block | undefined {
  const stored = entries.find(({ block }) => block !== undefined)?.block;
  if (!stored) return undefined;
  const empty = () => stored.bands[0]!.slice().fill(nodata ?? 0);
  return { ...stored, bands: entries.map(({ block }) => block?.bands[0] ?? empty()) };
}

function bandOf(block: Block, band: number) {
  const samples = block.bands[band];
  if (!samples) throw new RangeError(`The TIFF has no band ${band}.`);
  return samples;
}

function sizeOf({ block }: Entry): number {
  if (!block) return OVERHEAD;
  return block.bands.reduce((sum, band) => sum + band.byteLength, OVERHEAD + (block.mask?.byteLength ?? 0));
}

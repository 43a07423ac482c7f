import type { Box } from '../../geometry/bounds.ts';
import type { RangeSource } from '../../raster/geotiff/range-source.ts';
import type { MaybePromise } from '../../values/value.ts';
import type { RowCursor, TableRow } from '../row.ts';
import { decodeFeature } from './feature-decode.ts';
import { MAGIC, SIZE_PREFIX } from './format.ts';
import { decodeHeader, type TableHeader } from './header.ts';
import { treeBytes } from './packed-tree.ts';
import { searchTree } from './tree-search.ts';

/** Bytes of the first read, in which most headers are. */
const HEADER_BYTES = 16_384;
/** Bytes of the first read of features, and of the largest; each is twice as large as the one before. */
const FIRST_READ = 32_768;
const LARGEST_READ = 2_097_152;
/** Bytes between two features that are read along with them, rather than asked for on their own. */
const GAP = 65_536;
/** Bytes that are read where a feature's size is not known. */
const FEATURE_BYTES = 4_096;

/** A table that has been opened: what is in its header is known. */
export class TableReader {
  readonly header: TableHeader;
  readonly #source: RangeSource;
  /** Where the tree begins, and the features. */
  readonly #tree: number;
  readonly #features: number;

  private constructor(source: RangeSource, header: TableHeader, tree: number) {
    this.header = header;
    this.#source = source;
    this.#tree = tree;
    this.#features = tree + (header.nodeSize === 0 ? 0 : treeBytes(header.count, header.nodeSize));
  }

  static async open(source: RangeSource): Promise<TableReader> {
    let bytes = Buffer.from(await source.read(0, HEADER_BYTES));
    if (bytes.length < MAGIC.length + SIZE_PREFIX || !MAGIC.every((byte, i) => i === 7 || bytes[i] === byte)) {
      throw new Error(`${source.url} is not a FlatGeobuf file.`);
    }
    const tree = MAGIC.length + SIZE_PREFIX + bytes.readUInt32LE(MAGIC.length);
    if (tree > bytes.length) bytes = Buffer.from(await source.read(0, tree));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new TableReader(source, decodeHeader(view, MAGIC.length + SIZE_PREFIX), tree);
  }

  /** All rows, in order. */
  rows(): RowCursor {
    const window = new FeatureWindow(this.#source, this.header);
    let left = this.header.count;
    let at = this.#features;
    let size = FIRST_READ;
    return {
      next: () => {
        if (left === 0) return undefined;
        left--;
        return window.at(
          at,
          () => {
            const length = size;
            size = Math.min(LARGEST_READ, size * 2);
            return length;
          },
          (end) => {
            at = end;
          },
        );
      },
    };
  }

  /** The rows whose boxes meet one of some boxes, in order. */
  near(boxes: readonly Box[]): RowCursor {
    if (this.header.nodeSize === 0) return this.rows();
    const window = new FeatureWindow(this.#source, this.header);
    let offsets: readonly number[] | undefined;
    let place = 0;
    const next = (found: readonly number[]): MaybePromise<TableRow | undefined> => {
      if (place === found.length) return undefined;
      const first = place++;
      return window.at(this.#features + found[first], () => spanFrom(found, first));
    };
    return {
      next: () => {
        if (offsets !== undefined) return next(offsets);
        return this.#search(boxes).then((found) => {
          offsets = found;
          return next(found);
        });
      },
    };
  }

  #search(boxes: readonly Box[]): Promise<number[]> {
    const read = async (offset: number, length: number) =>
      new DataView(await this.#source.read(this.#tree + offset, length));
    return searchTree(read, this.header, boxes);
  }
}

/** How many bytes to read for a feature and those wanted next, as far as they are near. */
function spanFrom(offsets: readonly number[], first: number): number {
  let last = first;
  while (
    last + 1 < offsets.length &&
    offsets[last + 1] - offsets[last] <= GAP &&
    offsets[last + 1] - offsets[first] <= LARGEST_READ
  ) {
    last++;
  }
  return offsets[last] - offsets[first] + FEATURE_BYTES;
}

/** The bytes that were read last. */
class FeatureWindow {
  readonly #source: RangeSource;
  readonly #header: TableHeader;
  #bytes: Buffer = Buffer.alloc(0);
  #start = 0;

  constructor(source: RangeSource, header: TableHeader) {
    this.#source = source;
    this.#header = header;
  }

  /**
   * The feature at a place of the file.
   * @param length how much to read from there on if it is not at hand
   * @param then is told where the next one begins
   */
  at(place: number, length: () => number, then?: (end: number) => void): MaybePromise<TableRow> {
    const row = this.#take(place, then);
    if (row !== undefined) return row;
    return this.#fill(place, Math.max(length(), FEATURE_BYTES)).then(async () => {
      const size = this.#bytes.readUInt32LE(0) + SIZE_PREFIX;
      if (size > this.#bytes.length) await this.#fill(place, size);
      return this.#take(place, then) as TableRow;
    });
  }

  async #fill(place: number, length: number): Promise<void> {
    this.#bytes = Buffer.from(await this.#source.read(place, length));
    this.#start = place;
    if (this.#bytes.length < SIZE_PREFIX) throw new Error(`${this.#source.url} ends within its features.`);
  }

  #take(place: number, then?: (end: number) => void): TableRow | undefined {
    const at = place - this.#start;
    if (at < 0 || at + SIZE_PREFIX > this.#bytes.length) return undefined;
    const end = at + SIZE_PREFIX + this.#bytes.readUInt32LE(at);
    if (end > this.#bytes.length) return undefined;
    then?.(this.#start + end);
    return decodeFeature(this.#bytes, at + SIZE_PREFIX, this.#header.columns);
  }
}

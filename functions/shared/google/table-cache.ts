import { LRUCache } from 'lru-cache';
import type { RangeSource } from '../raster/geotiff/range-source.ts';
import type { RasterFile } from '../raster/source/opener.ts';
import { TableReader } from '../table/flatgeobuf/table-reader.ts';
import { OpenObjects } from './open-objects.ts';

/** Headers kept; one is some kilobytes. */
const HEADERS = 200;

/** Opens tables in Cloud Storage, with caches of their headers and of bytes that have been read. One for each thread. */
export class TableCache {
  readonly #tables = new OpenObjects<TableReader>(HEADERS, (source) => TableReader.open(this.#cached(source)));
  readonly #ranges: LRUCache<string, ArrayBuffer>;

  /** @param bytes of tables to keep */
  constructor(bytes: number) {
    this.#ranges = new LRUCache({ maxSize: bytes, sizeCalculation: (range) => range.byteLength + 1 });
  }

  open(file: RasterFile): Promise<TableReader> {
    return this.#tables.get(file);
  }

  /** Readers ask for the same ranges each time. */
  #cached(source: RangeSource): RangeSource {
    return {
      url: source.url,
      read: async (offset, length) => {
        const key = `${source.url} ${offset} ${length}`;
        const known = this.#ranges.get(key);
        if (known) return known;
        const range = await source.read(offset, length);
        this.#ranges.set(key, range);
        return range;
      },
    };
  }
}

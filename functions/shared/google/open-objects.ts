import { LRUCache } from 'lru-cache';
import type { RangeSource } from '../raster/geotiff/range-source.ts';
import type { RasterFile } from '../raster/source/opener.ts';
import { objectSource } from './object-source.ts';

/** Objects that have been opened, each in a state of it. What could not be opened is tried again. */
export class OpenObjects<T extends {}> {
  readonly #opened: LRUCache<string, Promise<T>>;
  readonly #open: (source: RangeSource) => Promise<T>;

  /** @param max how many are kept */
  constructor(max: number, open: (source: RangeSource) => Promise<T>) {
    this.#opened = new LRUCache({ max });
    this.#open = open;
  }

  /** @throws FAILED_PRECONDITION for a state of an object that is gone */
  async get(file: RasterFile): Promise<T> {
    const source = objectSource(file);
    const known = this.#opened.get(source.url);
    if (known) return known;
    const opening = this.#open(source);
    this.#opened.set(source.url, opening);
    try {
      return await opening;
    } catch (error) {
      this.#opened.delete(source.url);
      throw error;
    }
  }
}

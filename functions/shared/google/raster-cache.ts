import { LRUCache } from 'lru-cache';
import { notFound } from '../errors.ts';
import { BlockCache } from '../raster/geotiff/block-cache.ts';
import { type GeoTiff, openGeoTiff } from '../raster/geotiff/geotiff.ts';
import type { OpenRaster, RasterFile, RasterOpener } from '../raster/source/opener.ts';
import { objectSource } from './object-source.ts';

/** Headers kept; one is some kilobytes. */
const HEADERS = 500;

/** Rasters in Cloud Storage, with a cache of headers and one of decoded blocks. One for each thread. */
export class RasterCache implements RasterOpener {
  readonly #blocks: BlockCache;
  readonly #headers = new LRUCache<string, Promise<GeoTiff>>({ max: HEADERS });

  /** @param bytes of decoded blocks to keep */
  constructor(bytes: number) {
    this.#blocks = new BlockCache(bytes);
  }

  async open(file: RasterFile): Promise<OpenRaster> {
    const tiff = await this.#header(file);
    return { tiff, block: (level, column, row, bands) => this.#blocks.read(tiff, level, column, row, bands) };
  }

  async #header(file: RasterFile): Promise<GeoTiff> {
    const source = objectSource(file);
    const known = this.#headers.get(source.url);
    if (known) return known;
    const opening = openGeoTiff(source);
    this.#headers.set(source.url, opening);
    try {
      return await opening;
    } catch (error) {
      this.#headers.delete(source.url);
      if (error instanceof Error && 'code' in error && error.code === 404) {
        throw notFound(`gs://${file.bucket}/${file.object} does not exist.`);
      }
      throw error;
    }
  }
}

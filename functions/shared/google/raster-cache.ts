import { BlockCache } from '../raster/geotiff/block-cache.ts';
import { type GeoTiff, openGeoTiff } from '../raster/geotiff/geotiff.ts';
import type { OpenRaster, RasterFile, RasterOpener } from '../raster/source/opener.ts';
import { OpenObjects } from './open-objects.ts';

/** Headers kept; one is some kilobytes. */
const HEADERS = 500;

/** Rasters in Cloud Storage, with a cache of headers and one of decoded blocks. One for each thread. */
export class RasterCache implements RasterOpener {
  readonly #blocks: BlockCache;
  readonly #headers = new OpenObjects<GeoTiff>(HEADERS, openGeoTiff);

  /** @param bytes of decoded blocks to keep */
  constructor(bytes: number) {
    this.#blocks = new BlockCache(bytes);
  }

  /** Throws away decoded blocks until no more than `bytes` are held. */
  shrinkTo(bytes: number): void {
    this.#blocks.shrinkTo(bytes);
  }

  passRow(): void {
    this.#blocks.passRow();
  }

  async open(file: RasterFile): Promise<OpenRaster> {
    const tiff = await this.#headers.get(file);
    return { tiff, block: (level, column, row, bands) => this.#blocks.read(tiff, level, column, row, bands) };
  }
}

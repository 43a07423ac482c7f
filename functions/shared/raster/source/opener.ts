import type { Block, GeoTiff } from '../geotiff/geotiff.ts';

/** A raster file in Cloud Storage, in one state of it. */
export interface RasterFile {
  readonly bucket: string;
  readonly object: string;
  /** The object's generation: a file that is overwritten is another file. */
  readonly generation: string;
}

/** A raster whose header has been read. */
export interface OpenRaster {
  readonly tiff: GeoTiff;
  /** A decoded block of some bands, from the cache or the file; undefined if the file has none there (a sparse block). */
  block(level: number, column: number, row: number, bands: readonly number[]): Promise<Block | undefined>;
}

/** Opens rasters; headers and blocks are cached. */
export interface RasterOpener {
  /** To be called when a row of tiles has been computed, one after the other: blocks that are not needed any more make room for others. */
  passRow?(): void;
  open(file: RasterFile): Promise<OpenRaster>;
}

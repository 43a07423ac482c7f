import { RasterCache } from '../google/raster-cache.ts';
import { SETTINGS } from '../settings.ts';

const MEGABYTE = 1024 * 1024;

/** Decoded blocks that a thread keeps. */
const BLOCK_BYTES = SETTINGS.blockCacheMegabytes.read() * MEGABYTE;

/** Rasters that requests read: blocks of a map are asked for again and again. */
export const requestRasters = new RasterCache(BLOCK_BYTES);

/** Rasters that requests read at the high-volume endpoint: they ask for a little of much, and should not push out the blocks of maps either. */
export const highVolumeRasters = new RasterCache(SETTINGS.highVolumeCacheMegabytes.read() * MEGABYTE);

/** Rasters that operations read: they go through a scene once, and should not push out the blocks of maps. */
export const operationRasters = new RasterCache(BLOCK_BYTES);

/** Bytes of blocks that are kept between two chunks of an operation, which may meet within some. */
export const BETWEEN_CHUNKS = 8 * MEGABYTE;

import { LRUCache } from 'lru-cache';
import type { AssetLoader, Context } from '../algorithms/context.ts';
import type { AssetRecord } from '../catalog/asset.ts';
import { imageOfAsset } from '../catalog/image-asset.ts';
import { assetNameOfId, idOfAssetName } from '../catalog/names.ts';
import { findAsset } from '../catalog/store.ts';
import { invalid } from '../errors.ts';
import { readBlob } from '../google/blob.ts';
import { RasterCache } from '../google/raster-cache.ts';

const MEGABYTE = 1024 * 1024;

/** Decoded blocks that a thread keeps between requests. */
const BLOCK_BYTES = Number(process.env['TERRANE_BLOCK_CACHE_MEGABYTES'] ?? 256) * MEGABYTE;
/** Tiles that one request may hold at a time. */
const TILE_BYTES = Number(process.env['TERRANE_TILE_MEGABYTES'] ?? 1024) * MEGABYTE;
/** Language elements that one request may visit: some ten seconds of work. */
const MAX_ELEMENTS = 100_000_000;
/** Elements between two looks at the clock. */
const CLOCK_ELEMENTS = 4_096;
/** How long an asset's record is taken to be what it was. */
const RECORD_MILLISECONDS = 2_000;

const rasters = new RasterCache(BLOCK_BYTES);
const records = new LRUCache<string, AssetRecord>({ max: 2_000, ttl: RECORD_MILLISECONDS });

const assets: AssetLoader = {
  async image(id) {
    const name = assetNameOfId(id);
    const record = records.get(name.name) ?? (await findAsset(name));
    if (!record) {
      throw invalid(`Image.load: Image asset '${id}' not found (does not exist or caller does not have access).`);
    }
    records.set(name.name, record);
    if (record.type !== 'IMAGE')
      throw invalid(`Image.load: Asset '${id}' is not an Image (found ${typeTitle(record.type)}).`);
    return imageOfAsset(record, idOfAssetName(name));
  },
  blob: readBlob,
};

function typeTitle(type: AssetRecord['type']): string {
  const words = type.toLowerCase().split('_');
  return words.map((word) => (word[0] ?? '').toUpperCase() + word.slice(1)).join('');
}

/**
 * What one job may use, within the limits of a request.
 * @param seconds the time that it may take from now on; language that runs beyond it is ended where it counts its work
 */
export function jobContext(signal: AbortSignal, seconds = Infinity): Context {
  const deadline = performance.now() + seconds * 1000;
  let claimed = 0;
  let elements = 0;
  let nextLook = CLOCK_ELEMENTS;
  return {
    assets,
    pixels: {
      signal,
      rasters,
      claim(bytes) {
        claimed += bytes;
        if (claimed > TILE_BYTES) throw invalid('User memory limit exceeded.');
        return () => {
          claimed -= bytes;
        };
      },
    },
    spend(count) {
      elements += count;
      if (!(elements <= MAX_ELEMENTS)) throw invalid('Computation timed out.');
      if (elements < nextLook) return;
      nextLook = elements + CLOCK_ELEMENTS;
      if (performance.now() > deadline) throw invalid('Computation timed out.');
    },
  };
}

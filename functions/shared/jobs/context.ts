import { LRUCache } from 'lru-cache';
import type { AssetLoader, Context } from '../algorithms/context.ts';
import type { AssetRecord } from '../catalog/asset.ts';
import { imageOfAsset, versionOf } from '../catalog/image-asset.ts';
import { type AssetName, assetNameOfId, idOfAssetName } from '../catalog/names.ts';
import { findAsset } from '../catalog/store.ts';
import { invalid, isServiceError, LimitError } from '../errors.ts';
import { readBlob } from '../google/blob.ts';
import { RasterCache } from '../google/raster-cache.ts';
import { TableCache } from '../google/table-cache.ts';
import { SETTINGS } from '../settings.ts';
import { collectionOfImages } from './image-collection.ts';
import { collectionOfTable } from './table-collection.ts';

const MEGABYTE = 1024 * 1024;

/** Decoded blocks that a thread keeps between requests. */
const BLOCK_BYTES = SETTINGS.blockCacheMegabytes.read() * MEGABYTE;
/** Bytes of tables that a thread keeps between requests. */
const TABLE_BYTES = SETTINGS.tableCacheMegabytes.read() * MEGABYTE;
/** Tiles that one request may hold at a time. */
const TILE_BYTES = SETTINGS.tileMegabytes.read() * MEGABYTE;
/** Language elements that one request may visit: some ten seconds of work. */
const MAX_ELEMENTS = 100_000_000;
/** Elements between two looks at the clock. */
const CLOCK_ELEMENTS = 4_096;
/** How long an asset's record is taken to be what it was. */
const RECORD_MILLISECONDS = 2_000;

const rasters = new RasterCache(BLOCK_BYTES);
const tables = new TableCache(TABLE_BYTES);
const records = new LRUCache<string, AssetRecord>({ max: 2_000, ttl: RECORD_MILLISECONDS });

const assets: AssetLoader = {
  async image(id) {
    const record = await recordOf(id);
    if (!record) throw missing('Image.load: Image', id);
    if (record.type !== 'IMAGE') throw otherType('Image.load', id, 'an Image', record);
    return imageOfAsset(record, shownId(id));
  },

  async imageCollection(id, version) {
    const record = await recordOf(id);
    if (!record || (version !== undefined && version !== versionOf(record))) {
      throw missing('ImageCollection.load: ImageCollection', id);
    }
    if (record.type !== 'IMAGE_COLLECTION') throw otherType('ImageCollection.load', id, 'an ImageCollection', record);
    return collectionOfImages(record, shownId(id));
  },

  async table(id, version) {
    const record = await recordOf(id);
    if (!record || (version !== undefined && version !== versionOf(record))) {
      throw missing('Collection.loadTable: Collection', id);
    }
    const { table } = record;
    if (record.type !== 'TABLE' || !table) throw otherType('Collection.loadTable', id, 'a Collection', record);
    return collectionOfTable(record, shownId(id), () => tables.open(table));
  },

  blob: readBlob,
};

async function recordOf(id: string): Promise<AssetRecord | undefined> {
  const name = nameOf(id);
  if (name === undefined) return undefined;
  const record = records.get(name.name) ?? (await findAsset(name));
  if (record) records.set(name.name, record);
  return record;
}

/** The name of an asset; undefined if no asset can have such an id. */
function nameOf(id: string): AssetName | undefined {
  try {
    return assetNameOfId(id);
  } catch (error) {
    if (isServiceError(error)) return undefined;
    throw error;
  }
}

function shownId(id: string): string {
  return idOfAssetName(assetNameOfId(id));
}

function missing(what: string, id: string): Error {
  return invalid(`${what} asset '${id}' not found (does not exist or caller does not have access).`);
}

function otherType(algorithm: string, id: string, wanted: string, { type }: AssetRecord): Error {
  return invalid(`${algorithm}: Expected asset '${id}' to be ${wanted}, found '${typeTitle(type)}'.`);
}

function typeTitle(type: AssetRecord['type']): string {
  const words = type.toLowerCase().split('_');
  return words.map((word) => (word[0] ?? '').toUpperCase() + word.slice(1)).join('');
}

/** What jobs may use, one after the other: what one of them has made may be of use to the next. */
export interface JobContext extends Context {
  /** Gives another job its time and its work; what is kept in memory stays claimed. */
  renew(seconds?: number): void;
  /** Bytes that are claimed. */
  readonly claimed: number;
}

/**
 * What one job may use, within the limits of a request.
 * @param seconds the time that it may take from now on; language that runs beyond it is ended where it counts its work
 */
export function jobContext(signal: AbortSignal, seconds = Infinity): JobContext {
  let deadline = 0;
  let claimed = 0;
  let elements = 0;
  let nextLook = 0;
  const renew = (time = Infinity) => {
    deadline = performance.now() + time * 1000;
    elements = 0;
    nextLook = CLOCK_ELEMENTS;
  };
  renew(seconds);
  return {
    renew,
    get claimed() {
      return claimed;
    },
    assets,
    pixels: {
      signal,
      rasters,
      claim(bytes) {
        claimed += bytes;
        if (claimed > TILE_BYTES) throw new LimitError('User memory limit exceeded.');
        return () => {
          claimed -= bytes;
        };
      },
    },
    spend(count) {
      elements += count;
      if (!(elements <= MAX_ELEMENTS)) throw new LimitError('Computation timed out.');
      if (elements < nextLook) return;
      nextLook = elements + CLOCK_ELEMENTS;
      if (performance.now() > deadline) throw new LimitError('Computation timed out.');
    },
  };
}

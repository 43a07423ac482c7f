import { LRUCache } from 'lru-cache';
import { Collection } from '../algorithms/collection/collection.ts';
import { type Cursor, cursorOf } from '../algorithms/collection/cursor.ts';
import type { AssetRecord } from '../catalog/asset.ts';
import { imageOfAsset, propertiesOf, versionOf } from '../catalog/image-asset.ts';
import { listChildren } from '../catalog/store.ts';
import type { Image } from '../raster/image.ts';

/** Records that are asked for at a time. */
const PAGE = 500;
/** How long a page is taken to be what it was: as long as the tiles of a map are asked for one after the other. */
const PAGE_MILLISECONDS = 5_000;
const PAGES_KEPT = 100;

const pages = new LRUCache<string, Promise<AssetRecord[]>>({ max: PAGES_KEPT, ttl: PAGE_MILLISECONDS });

/** The records behind a name, in their order. */
function pageAfter(parent: string, after: string | undefined): Promise<AssetRecord[]> {
  const key = `${parent} ${after ?? ''}`;
  let page = pages.get(key);
  if (page === undefined) {
    page = listChildren(parent, { pageSize: PAGE, ...(after === undefined ? {} : { after }) });
    pages.set(key, page);
    page.catch(() => pages.delete(key));
  }
  return page;
}

/**
 * The images of a collection asset in the order of their names, of which nothing is read before one is pulled.
 * @param id what the expression called it
 */
export function collectionOfImages(record: AssetRecord, id: string): Collection {
  return new Collection('ImageCollection', () => imagesOf(record.name, id), {
    id,
    version: versionOf(record),
    properties: propertiesOf(record),
  });
}

/** The images right below an asset, page by page. */
function imagesOf(name: string, id: string): Cursor<Image> {
  let page = cursorOf<AssetRecord>([]);
  let after: string | undefined;
  let done = false;
  const next = async (): Promise<Image | undefined> => {
    for (;;) {
      const record = await page.next();
      if (record) {
        if (record.type === 'IMAGE') return imageOfAsset(record, id + record.name.slice(name.length));
        continue;
      }
      if (done) return undefined;
      const records = await pageAfter(name, after);
      done = records.length < PAGE;
      after = records.at(-1)?.name;
      page = cursorOf(records);
    }
  };
  return { next };
}

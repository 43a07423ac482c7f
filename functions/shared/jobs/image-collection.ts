import { Collection } from '../algorithms/collection/collection.ts';
import { type Cursor, cursorOf } from '../algorithms/collection/cursor.ts';
import type { AssetRecord } from '../catalog/asset.ts';
import { imageOfAsset, propertiesOf, versionOf } from '../catalog/image-asset.ts';
import { checkFollowed } from '../catalog/link.ts';
import type { Image } from '../raster/image.ts';
import type { Inputs } from './inputs/inputs.ts';
import { CHILDREN_PAGE } from './inputs/world.ts';

/**
 * The images of a collection asset, ordered by name. Records are read when images are pulled.
 * @param id the collection's id in the expression
 */
export function collectionOfImages(record: AssetRecord, id: string, inputs: Inputs): Collection {
  return new Collection('ImageCollection', () => imagesOf(record.name, id, inputs), {
    id,
    version: versionOf(record),
    properties: propertiesOf(record),
  });
}

/** The images right below an asset, page by page. */
function imagesOf(name: string, id: string, inputs: Inputs): Cursor<Image> {
  let page = cursorOf<AssetRecord>([]);
  let after: string | undefined;
  let done = false;
  const next = async (): Promise<Image | undefined> => {
    for (;;) {
      const record = await page.next();
      if (record) {
        if (record.type === 'IMAGE')
          return imageOfAsset(checkFollowed(record), id + record.name.slice(name.length), `${id}/(...)`);
        continue;
      }
      if (done) return undefined;
      const records = await inputs.children(name, after);
      done = records.length < CHILDREN_PAGE;
      after = records.at(-1)?.name;
      page = cursorOf(records);
    }
  };
  return { next };
}

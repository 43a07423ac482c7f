import type { AssetLoader } from '../../algorithms/context.ts';
import type { AssetRecord } from '../../catalog/asset.ts';
import { imageOfAsset, versionOf } from '../../catalog/image-asset.ts';
import { checkFollowed } from '../../catalog/link.ts';
import { assetNameOfId, idOfAssetName } from '../../catalog/names.ts';
import { invalid, isServiceError } from '../../errors.ts';
import { objectBytes } from '../../google/object-file.ts';
import type { TableCache } from '../../google/table-cache.ts';
import { classifierOfFile } from '../classifier-files.ts';
import { imageOfGeoTiff } from '../geotiff-image.ts';
import { collectionOfImages } from '../image-collection.ts';
import type { FileContext } from '../source-raster.ts';
import { collectionOfTable } from '../table-collection.ts';
import type { Inputs } from './inputs.ts';

/** Most bytes of an object that is read as a value. */
const MAX_BLOB_BYTES = 10_485_760;

/** Finds the assets and files that expressions name among the inputs of a job. */
export function assetLoader({
  tables,
  ...files
}: FileContext & { readonly inputs: Inputs; readonly tables: TableCache }): AssetLoader {
  const { inputs } = files;
  return {
    async image(id) {
      const record = await recordOf(inputs, id);
      if (!record) throw missing('Image.load: Image', id);
      if (record.type !== 'IMAGE') throw otherType('Image.load', id, 'an Image', record);
      return imageOfAsset(record, shownId(id));
    },

    async imageCollection(id, version) {
      const record = await recordOf(inputs, id);
      if (!record || (version !== undefined && version !== versionOf(record))) {
        throw missing('ImageCollection.load: ImageCollection', id);
      }
      if (record.type !== 'IMAGE_COLLECTION') throw otherType('ImageCollection.load', id, 'an ImageCollection', record);
      return collectionOfImages(record, shownId(id), inputs);
    },

    async table(id, version) {
      const record = await recordOf(inputs, id);
      if (!record || (version !== undefined && version !== versionOf(record))) {
        throw missing('Collection.loadTable: Collection', id);
      }
      const { table } = record;
      if (record.type !== 'TABLE' || !table) throw otherType('Collection.loadTable', id, 'a Collection', record);
      return collectionOfTable(record, shownId(id), () => tables.open(table));
    },

    async classifier(id) {
      const record = await recordOf(inputs, id);
      if (!record) throw missing('Classifier.load: Classifier', id);
      const { classifier } = record;
      if (record.type !== 'CLASSIFIER' || !classifier) throw otherType('Classifier.load', id, 'a Classifier', record);
      return classifierOfFile(classifier);
    },

    geoTiff: (uri) => imageOfGeoTiff(uri, files),

    async blob(url) {
      const object = await inputs.object(url);
      if (!object) throw invalid(`Blob: ${url} does not exist.`);
      if (object.size > MAX_BLOB_BYTES) {
        throw invalid(`Blob: ${url} has ${object.size} bytes; at most ${MAX_BLOB_BYTES} can be read.`);
      }
      return objectBytes(object);
    },
  };
}

/**
 * The record of an id; undefined if there is none, or if the id is not a valid one.
 * @throws INVALID_ARGUMENT for a link to nothing that the caller may read
 */
async function recordOf(inputs: Inputs, id: string): Promise<AssetRecord | undefined> {
  let name: string;
  try {
    ({ name } = assetNameOfId(id));
  } catch (error) {
    if (isServiceError(error)) return undefined;
    throw error;
  }
  const record = await inputs.asset(name);
  return record && checkFollowed(record);
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

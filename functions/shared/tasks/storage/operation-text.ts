import { assetBucket, storage } from '../../google/storage.ts';
import { MAX_BESIDE_OTHERS, type StoredText, storeText } from '../../google/stored-text.ts';
import type { ObjectPlace } from '../../storage-names.ts';

/** The folder of texts that belong to an operation and are too long for its record. */
export function textsFolder(id: string): ObjectPlace {
  return { bucket: assetBucket(), object: `operations/${id}/` };
}

/**
 * Stores a text of an operation: short ones are to be written with the record.
 * @param name of the text: another one for each attempt at making it
 */
export function storeOperationText(id: string, name: string, text: string): Promise<StoredText> {
  const { bucket, object } = textsFolder(id);
  return storeText({ bucket, object: `${object}${name}.json` }, text, MAX_BESIDE_OTHERS);
}

/** Deletes the texts of an operation, also those of attempts that came to nothing. */
export async function deleteOperationTexts(id: string): Promise<void> {
  const { bucket, object } = textsFolder(id);
  await storage().bucket(bucket).deleteFiles({ prefix: object });
}

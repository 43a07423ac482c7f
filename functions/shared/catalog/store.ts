import type { DocumentReference, Transaction } from '@google-cloud/firestore';
import { ServiceError } from '../errors.ts';
import { firestore } from '../google/clients.ts';
import type { AssetRecord } from './asset.ts';
import { type AssetName, parentOf } from './names.ts';

const COLLECTION = 'assets';

/** The document of an asset: its name with the slashes that Firestore does not allow replaced. */
export function assetDocument({ name }: AssetName): DocumentReference {
  return firestore().collection(COLLECTION).doc(name.replaceAll('/', '|'));
}

/** The record of an asset; undefined if there is none. */
export async function findAsset(name: AssetName): Promise<AssetRecord | undefined> {
  const snapshot = await assetDocument(name).get();
  return snapshot.data() as AssetRecord | undefined;
}

/** One page of the assets right below a folder, in the order of their names. */
export async function listChildren(
  parent: string,
  options: { readonly pageSize: number; readonly after?: string },
): Promise<AssetRecord[]> {
  let query = firestore().collection(COLLECTION).where('parent', '==', parent).orderBy('name').limit(options.pageSize);
  if (options.after !== undefined) query = query.startAfter(options.after);
  return (await query.get()).docs.map((document) => document.data() as AssetRecord);
}

/** Whether a folder has anything below it. */
export async function hasChildren(parent: string): Promise<boolean> {
  return (await listChildren(parent, { pageSize: 1 })).length > 0;
}

/**
 * Writes a new asset, in a transaction. The folder above must exist.
 * Throws ALREADY_EXISTS unless `overwrite`, and NOT_FOUND for a missing folder, in the service's words.
 */
export async function createAsset(
  transaction: Transaction,
  name: AssetName,
  record: AssetRecord,
  options: { readonly overwrite: boolean },
): Promise<AssetRecord | undefined> {
  const parent = parentOf(name);
  const [existing, folder] = await Promise.all([
    transaction.get(assetDocument(name)),
    isRoot(parent) ? undefined : transaction.get(folderDocument(parent)),
  ]);
  if (folder && !folder.exists) {
    throw new ServiceError('NOT_FOUND', `Asset '${parent}' does not exist or doesn't allow this operation.`);
  }
  const parentType: unknown = folder?.get('type');
  if (folder && parentType !== 'FOLDER' && parentType !== 'IMAGE_COLLECTION') {
    throw new ServiceError('FAILED_PRECONDITION', `Asset '${parent}' is not a folder or a collection.`);
  }
  if (existing.exists && !options.overwrite) throw cannotOverwrite(name);
  transaction.set(assetDocument(name), record);
  return existing.data() as AssetRecord | undefined;
}

/** The refusal to replace an asset, in the service's words. */
export function cannotOverwrite({ name }: AssetName): ServiceError {
  return new ServiceError('ALREADY_EXISTS', `Cannot overwrite asset '${name}'.`);
}

function isRoot(parent: string): boolean {
  return /^projects\/[^/]+\/assets$/.test(parent);
}

function folderDocument(name: string): DocumentReference {
  return firestore().collection(COLLECTION).doc(name.replaceAll('/', '|'));
}

import { FieldPath, FieldValue, type Transaction } from '@google-cloud/firestore';
import { notFound, ServiceError, unimplemented } from '../errors.ts';
import { fileKey } from '../google/object-reference.ts';
import { readDocument } from '../google/stored.ts';
import { inTransaction } from '../google/transaction.ts';
import type { StoredPolicy } from '../identity/policy.ts';
import { type AssetContent, type AssetRecord, assetContent, assetRecord, type NewAsset } from './asset.ts';
import { assetDocument, assets } from './collection.ts';
import { checkContentSize } from './content-size.ts';
import { discardFiles, filesOf } from './files.ts';
import { holdsAssets } from './link.ts';
import { type AssetName, parentOf } from './names.ts';

/** The service's words for an asset that is not there. */
export function missingAsset({ name }: Pick<AssetName, 'name'>): ServiceError {
  return notFound(`Asset '${name}' does not exist or doesn't allow this operation.`);
}

/** The refusal to replace an asset, in the service's words. */
export function cannotOverwrite({ name }: AssetName): ServiceError {
  return new ServiceError('ALREADY_EXISTS', `Cannot overwrite asset '${name}'.`);
}

/**
 * Writes a new asset, in a transaction. The files of one that it replaces are discarded; its policy stays.
 * @param options.policy of the new asset, where it replaces none
 * @throws INVALID_ARGUMENT if what is known of it is too large; ALREADY_EXISTS unless `overwrite`; NOT_FOUND for a missing folder above; FAILED_PRECONDITION if that is none, or if
 * another type of asset would be replaced
 */
export async function createAsset(
  transaction: Transaction,
  name: AssetName,
  asset: NewAsset,
  { overwrite, policy: own }: { readonly overwrite: boolean; readonly policy?: StoredPolicy | undefined },
): Promise<AssetRecord> {
  const parent = parentOf(name);
  const [existing, folder] = await Promise.all([
    transaction.get(assetDocument(name.name)),
    isRoot(parent) ? undefined : transaction.get(assetDocument(parent)),
  ]);
  if (folder) checkFolder(parent, readDocument(assetRecord, folder));
  const replaced = readDocument(assetRecord, existing);
  if (replaced) {
    if (!overwrite) throw cannotOverwrite(name);
    checkType(replaced, asset);
    discardFiles(transaction, replaced);
  }
  checkContentSize(assetContent.parse(asset));
  const policy = replaced ? replaced.policy : own;
  const record: AssetRecord = {
    ...asset,
    name: name.name,
    parent,
    ...changeTimes(replaced),
    files: filesOf(asset).map(fileKey),
    ...(policy ? { policy } : {}),
  };
  transaction.set(existing.ref, record);
  return record;
}

/**
 * Deletes an asset. Its files go when no asset has them, and some time has passed.
 * @throws NOT_FOUND, or FAILED_PRECONDITION if something is below it
 */
export async function deleteAsset(name: AssetName): Promise<void> {
  await inTransaction(async (transaction) => {
    const { record, hasChildren } = await readWithChildren(transaction, name);
    if (hasChildren) {
      throw new ServiceError('FAILED_PRECONDITION', `Asset '${name.name}' has children. Delete what is in it first.`);
    }
    discardFiles(transaction, record);
    transaction.delete(assetDocument(name.name));
  });
}

/**
 * Gives an asset another name, or a second one. Only the record is written anew: files never change and are shared. A policy goes where the
 * asset goes; a copy has none of its own.
 * @throws NOT_FOUND, ALREADY_EXISTS; UNIMPLEMENTED for folders and collections with something in them; FAILED_PRECONDITION where a link would take the place of
 * what it stands for
 */
export function copyAsset(
  from: AssetName,
  to: AssetName,
  { overwrite, move }: { readonly overwrite: boolean; readonly move: boolean },
): Promise<AssetRecord> {
  return inTransaction(async (transaction) => {
    const { record, hasChildren } = await readWithChildren(transaction, from);
    if (hasChildren) {
      throw unimplemented(`Asset '${from.name}' has children: moving and copying whole folders is not supported yet.`);
    }
    if (!move && holdsAssets(record.type)) {
      throw new ServiceError('FAILED_PRECONDITION', `Asset '${from.name}' is a ${record.type}: it cannot be copied.`);
    }
    if (record.link?.source === to.name) {
      throw new ServiceError(
        'FAILED_PRECONDITION',
        `Asset '${from.name}' is a link to '${to.name}': it cannot take its place, or nothing would be left.`,
      );
    }
    const { policy, ...content } = record;
    const copy = await createAsset(transaction, to, content, { overwrite, ...(move ? { policy } : {}) });
    if (move) transaction.delete(assetDocument(from.name));
    return copy;
  });
}

/**
 * Replaces the policy of an asset. Neither its version nor its update time change.
 * @param change returns the new policy for the current one, and may throw; it may run more than once
 * @throws NOT_FOUND
 */
export function changeAssetPolicy(
  name: AssetName,
  change: (policy: StoredPolicy) => StoredPolicy,
): Promise<StoredPolicy> {
  const document = assetDocument(name.name);
  return inTransaction(async (transaction) => {
    const record = readDocument(assetRecord, await transaction.get(document));
    if (!record) throw missingAsset(name);
    const policy = change(record.policy ?? {});
    transaction.update(document, { policy });
    return policy;
  });
}

/** A field of a record and its new value; undefined removes it. */
export interface AssetChange {
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * Changes fields of an asset's record.
 * @throws NOT_FOUND; INVALID_ARGUMENT if it gets too large; FAILED_PRECONDITION for a link, which has no fields of its own
 */
export async function changeAsset(name: AssetName, changes: readonly AssetChange[]): Promise<AssetRecord> {
  const document = assetDocument(name.name);
  await inTransaction(async (transaction) => {
    const record = readDocument(assetRecord, await transaction.get(document));
    if (!record) throw missingAsset(name);
    if (record.link) {
      throw new ServiceError(
        'FAILED_PRECONDITION',
        `Asset '${name.name}' is a link to '${record.link.source}': change that asset.`,
      );
    }
    const { updateTime, changed } = changeTimes(record);
    const values = changes.flatMap(({ path, value }) => [new FieldPath(...path), value ?? FieldValue.delete()]);
    checkContentSize(withChanges(record, changes));
    transaction.update(document, 'updateTime', updateTime, 'changed', changed, ...values);
  });
  const written = readDocument(assetRecord, await document.get());
  if (!written) throw missingAsset(name);
  return written;
}

/** What a record is with changes. */
function withChanges(record: AssetRecord, changes: readonly AssetChange[]): Partial<AssetContent> {
  const changed: { [field: string]: unknown } = { ...assetContent.parse(record) };
  for (const { path, value } of changes) {
    const [field, key] = path;
    changed[field] = key === undefined ? value : { ...(changed[field] as object | undefined), [key]: value };
  }
  return changed;
}

/** The times of a change to a record: always later than the change before, even if clocks disagree. */
function changeTimes(previous: AssetRecord | undefined): Pick<AssetRecord, 'updateTime' | 'changed'> {
  const changed = Math.max(Date.now(), (previous?.changed ?? 0) + 1);
  return { changed, updateTime: new Date(changed).toISOString() };
}

async function readWithChildren(transaction: Transaction, name: AssetName) {
  const below = assets().where('parent', '==', name.name).limit(1);
  const [found, children] = await Promise.all([transaction.get(assetDocument(name.name)), transaction.get(below)]);
  const record = readDocument(assetRecord, found);
  if (!record) throw missingAsset(name);
  return { record, hasChildren: !children.empty };
}

function isRoot(parent: string): boolean {
  return /^projects\/[^/]+\/assets$/.test(parent);
}

function checkFolder(name: string, folder: AssetRecord | undefined): void {
  if (!folder) throw missingAsset({ name });
  if (!holdsAssets(folder.type)) {
    throw new ServiceError('FAILED_PRECONDITION', `Asset '${name}' is not a folder or a collection.`);
  }
}

/** Checks that an asset is replaced by one of the same type only: the contents of a folder would be lost below an image. */
function checkType({ name, type }: AssetRecord, asset: NewAsset): void {
  if (type === asset.type) return;
  throw new ServiceError('FAILED_PRECONDITION', `Asset '${name}' is of type ${type}: it cannot become ${asset.type}.`);
}

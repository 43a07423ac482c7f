import { AggregateField } from '@google-cloud/firestore';
import { readDocument, readDocuments } from '../google/stored.ts';
import { type AssetRecord, assetRecord } from './asset.ts';
import { assetDocument, assets } from './collection.ts';
import type { AssetName } from './names.ts';

/** The record of an asset; undefined if there is none. */
export async function findAsset({ name }: Pick<AssetName, 'name'>): Promise<AssetRecord | undefined> {
  return readDocument(assetRecord, await assetDocument(name).get());
}

/** One page of the assets right below a folder, in the order of their names. */
export async function listChildren(
  parent: string,
  options: { readonly pageSize: number; readonly after?: string },
): Promise<AssetRecord[]> {
  let query = assets().where('parent', '==', parent).orderBy('name').limit(options.pageSize);
  if (options.after !== undefined) query = query.startAfter(options.after);
  return readDocuments(assetRecord, await query.get());
}

/**
 * A text that changes whenever an asset right below a folder is made, changed or deleted. Costs one read for a thousand of them: the
 * times of their changes are added up, and each change makes its own larger.
 */
export async function childrenState(parent: string): Promise<string> {
  const totals = { count: AggregateField.count(), changed: AggregateField.sum('changed') };
  const { count, changed } = (await assets().where('parent', '==', parent).aggregate(totals).get()).data();
  return `${count} ${changed}`;
}

/** The number of a project's assets, and their bytes in total. */
export async function projectUsage(project: string): Promise<{ readonly assets: number; readonly bytes: number }> {
  const query = assets()
    .where('name', '>=', `projects/${project}/assets/`)
    // '0' comes right behind '/'.
    .where('name', '<', `projects/${project}/assets0`);
  const totals = { count: AggregateField.count(), bytes: AggregateField.sum('sizeBytes') };
  const { count, bytes } = (await query.aggregate(totals).get()).data();
  return { assets: count, bytes };
}

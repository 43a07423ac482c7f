import type { StoredTable } from '../../catalog/asset.ts';
import { assetDocument } from '../../catalog/store.ts';

/** Whether an asset has this table: copies of an asset share its file, so one that has been replaced may still be another's. */
export async function isTableUsed({ object }: StoredTable): Promise<boolean> {
  const assets = assetDocument({ name: 'any', project: '', path: '' }).parent;
  return !(await assets.where('table.object', '==', object).limit(1).get()).empty;
}

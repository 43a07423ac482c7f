import { AggregateField } from '@google-cloud/firestore';
import type { AssetName } from '../../shared/catalog/names.ts';
import { firestore } from '../../shared/google/clients.ts';

/** What a project may hold, as the service has it. */
const MAX_ASSETS = 10_000;
const MAX_BYTES = 250 * 2 ** 30;

/** The folder above all assets of a project: it has no record, and says how full the project is. */
export async function rootMessage({ project, name }: AssetName): Promise<object> {
  const query = firestore()
    .collection('assets')
    .where('name', '>=', `projects/${project}/assets/`)
    // '0' comes right behind '/'.
    .where('name', '<', `projects/${project}/assets0`);
  const totals = { count: AggregateField.count(), bytes: AggregateField.sum('sizeBytes') };
  const { count, bytes } = (await query.aggregate(totals).get()).data();
  const quota = {
    assetCount: String(count),
    maxAssets: String(MAX_ASSETS),
    sizeBytes: String(bytes),
    maxSizeBytes: String(MAX_BYTES),
  };
  return { type: 'FOLDER', name, id: name, quota };
}

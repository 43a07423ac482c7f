import type { AssetName } from '../../shared/catalog/names.ts';
import { projectUsage } from '../../shared/catalog/store.ts';

/** The quota of a project: the service's numbers of assets and bytes. */
const MAX_ASSETS = 10_000;
const MAX_BYTES = 250 * 2 ** 30;

/** The folder above all assets of a project: it has no record, and says how full the project is. */
export async function rootMessage({ project, name }: AssetName): Promise<object> {
  const { assets, bytes } = await projectUsage(project);
  const quota = {
    assetCount: String(assets),
    maxAssets: String(MAX_ASSETS),
    sizeBytes: String(bytes),
    maxSizeBytes: String(MAX_BYTES),
  };
  return { type: 'FOLDER', name, id: name, quota };
}

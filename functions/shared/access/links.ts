import type { AssetRecord } from '../catalog/asset.ts';
import { canBeLinked, followedLink } from '../catalog/link.ts';
import { parseAssetName } from '../catalog/names.ts';
import { mayReadAsset } from './access.ts';

/**
 * A record as it is to be read: that of a link with the content of what it stands for, which its reader must be allowed to read, too. Where
 * there is no such asset, it is not for the reader, or a link cannot stand for it, the link stays as it is.
 * @param find the record of an asset by its name
 */
export async function followLink(
  user: string | undefined,
  record: AssetRecord,
  find: (name: string) => Promise<AssetRecord | undefined>,
): Promise<AssetRecord> {
  if (!record.link) return record;
  const { source } = record.link;
  if (!(await mayReadAsset(user, parseAssetName(source)))) return record;
  const found = await find(source);
  return found === undefined || !canBeLinked(found) ? record : followedLink(record, found);
}

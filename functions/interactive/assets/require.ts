import { followLink } from '../../shared/access/links.ts';
import type { AssetRecord } from '../../shared/catalog/asset.ts';
import { brokenLink, isBroken } from '../../shared/catalog/link.ts';
import type { AssetName } from '../../shared/catalog/names.ts';
import { findAsset } from '../../shared/catalog/store.ts';
import { missingAsset } from '../../shared/catalog/write.ts';
import type { Caller } from '../../shared/jobs/caller.ts';

/**
 * The record of an asset, of a link with the content of what it stands for.
 * @throws NOT_FOUND, also for a link to what the caller may not read
 */
export async function requireAsset(name: AssetName, caller: Caller): Promise<AssetRecord> {
  const record = await findAsset(name);
  if (!record) throw missingAsset(name);
  const followed = await asRead(record, caller);
  if (isBroken(followed)) throw brokenLink(followed);
  return followed;
}

/** A record of a list; that of a link has the content of what it stands for, if the caller may read that. */
export function asRead(record: AssetRecord, { user }: Caller): Promise<AssetRecord> {
  return followLink(user, record, (name) => findAsset({ name }));
}

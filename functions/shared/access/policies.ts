import type { AssetName } from '../catalog/names.ts';
import { findAsset } from '../catalog/store.ts';
import { changeAssetPolicy, missingAsset } from '../catalog/write.ts';
import { ServiceError } from '../errors.ts';
import { etagOf, type PolicyMessage, policyMessage, readPolicy } from '../identity/policy.ts';
import { changeProjectPolicy, findProjectPolicy } from './project-policies.ts';

/**
 * The policy of an asset itself, or of a project by the root of its assets.
 * @throws NOT_FOUND
 */
export async function findPolicy(name: AssetName): Promise<PolicyMessage> {
  if (name.path === '') return policyMessage(await findProjectPolicy(name.project));
  const record = await findAsset(name);
  if (!record) throw missingAsset(name);
  return policyMessage(record.policy ?? {});
}

/**
 * Replaces the policy of an asset, or of a project by the root of its assets.
 * @param message where it has an `etag`, that of the policy that it replaces
 * @throws NOT_FOUND, ABORTED if the policy is another one than the etag says, INVALID_ARGUMENT
 */
export async function replacePolicy(name: AssetName, message: PolicyMessage): Promise<PolicyMessage> {
  const policy = readPolicy(message);
  const change = (previous: Parameters<typeof etagOf>[0]) => {
    if (message.etag && message.etag !== etagOf(previous)) throw changedSince();
    return policy;
  };
  if (name.path === '') return policyMessage(await changeProjectPolicy(name.project, change));
  return policyMessage(await changeAssetPolicy(name, change));
}

function changedSince(): ServiceError {
  return new ServiceError(
    'ABORTED',
    'There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff.',
  );
}

import { roleOnAsset } from '../../shared/access/access.ts';
import { findPolicy, replacePolicy } from '../../shared/access/policies.ts';
import type { Handlers } from '../../shared/api/handler.ts';
import { parseAssetName } from '../../shared/catalog/names.ts';
import { invalid } from '../../shared/errors.ts';
import { roleHas } from '../../shared/identity/roles.ts';

/** What a mask may name: a policy is replaced as a whole. */
const FIELDS = ['bindings', 'etag', 'version'];

export const ASSET_POLICY_HANDLERS = {
  'projects.assets.getIamPolicy'({ params }) {
    return findPolicy(parseAssetName(params.resource));
  },

  'projects.assets.setIamPolicy'({ params, body }) {
    const { policy, updateMask = [] } = body;
    if (!policy) throw invalid("The request has no 'policy'.");
    const other = updateMask.find((field) => !FIELDS.includes(field));
    if (other !== undefined) throw invalid(`Invalid update mask: '${other.slice(0, 100)}' cannot be changed.`);
    return replacePolicy(parseAssetName(params.resource), policy);
  },

  /** Anybody may ask about themselves. */
  async 'projects.assets.testIamPermissions'({ params, body, caller }) {
    const { permissions = [] } = body;
    const wild = permissions.find((permission) => permission.includes('*'));
    if (wild !== undefined) throw invalid(`Permissions may not have wildcards. Got '${wild.slice(0, 100)}'.`);
    const role = await roleOnAsset(caller.user, parseAssetName(params.resource));
    const had = permissions.filter((permission) => roleHas(role, permission));
    return had.length > 0 ? { permissions: had } : {};
  },
} satisfies Handlers;

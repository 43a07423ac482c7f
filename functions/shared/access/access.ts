import { type AssetName, checkProject, PUBLIC_PROJECT, parentOf, parseAssetName } from '../catalog/names.ts';
import { recordNow } from '../catalog/record-now.ts';
import { ServiceError } from '../errors.ts';
import { roleIn, type StoredPolicy } from '../identity/policy.ts';
import { type Principal, principalOf } from '../identity/principal.ts';
import { type Permission, type Role, roleHas, strongerRole } from '../identity/roles.ts';
import { ownsServer } from '../identity/server-owners.ts';
import { projectPolicyNow } from './policy-now.ts';

/** The `user` of a caller; undefined for one who is not known. */
type User = string | undefined;

/** The role of a user in a project; undefined for none. Policies are read again after `TERRANE_FRESH_SECONDS`. */
export async function roleInProject(user: User, project: string): Promise<Role | undefined> {
  if (ownsServer(user)) return 'owner';
  return roleIn(await projectPolicyNow(project), principal(user));
}

/**
 * The role of a user on an asset, which need not exist: the strongest of those in the policies of the project, the folders above it and the
 * asset itself. All users may read the public catalogue. Policies are read again after `TERRANE_FRESH_SECONDS`.
 */
export async function roleOnAsset(user: User, name: AssetName): Promise<Role | undefined> {
  if (ownsServer(user)) return 'owner';
  const policies = await Promise.all([projectPolicyNow(name.project), ...lineage(name).map(assetPolicyNow)]);
  const who = principal(user);
  const byAll = name.project === PUBLIC_PROJECT ? 'reader' : undefined;
  return policies.map((policy) => roleIn(policy, who)).reduce(strongerRole, byAll);
}

/** Whether a user may read an asset. */
export async function mayReadAsset(user: User, name: AssetName): Promise<boolean> {
  // No policy has to be read for these.
  if (name.project === PUBLIC_PROJECT || ownsServer(user)) return true;
  return roleHas(await roleOnAsset(user, name), 'earthengine.assets.get');
}

/**
 * The role of a user on a resource: on the asset that it names, else in its project. For permissions on assets, a project is the root of its
 * assets.
 */
export async function roleOn(user: User, resource: string, permission: Permission): Promise<Role | undefined> {
  if (/^projects\/[^/]+\/assets(\/|$)/.test(resource)) return roleOnAsset(user, parseAssetName(resource));
  const project = checkProject(/^projects\/([^/]+)/.exec(resource)?.[1] ?? '');
  if (!permission.startsWith('earthengine.assets.')) return roleInProject(user, project);
  return roleOnAsset(user, parseAssetName(`projects/${project}/assets`));
}

/**
 * Checks that a user has a permission on a resource. All checks of methods are made here.
 * @param resource `projects/P`, an asset, or any other name in a project
 * @throws PERMISSION_DENIED, in the service's words, which are the same for a resource that does not exist
 */
export async function requirePermission(
  { user }: { readonly user?: string },
  permission: Permission,
  resource: string,
): Promise<void> {
  if (roleHas(await roleOn(user, resource, permission), permission)) return;
  throw new ServiceError(
    'PERMISSION_DENIED',
    `Permission '${permission}' denied on resource '${resource.slice(0, 500)}' (or it may not exist).`,
  );
}

function principal(user: User): Principal {
  return principalOf(user ?? '');
}

/** The names of an asset and of the folders above it that have records. */
function lineage(asset: AssetName): string[] {
  const names: string[] = [];
  for (let name = asset; name.path !== ''; name = parseAssetName(parentOf(name))) names.push(name.name);
  return names;
}

async function assetPolicyNow(name: string): Promise<StoredPolicy> {
  return (await recordNow(name))?.policy ?? {};
}

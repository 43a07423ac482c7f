import { type AssetName, checkProject, PUBLIC_PROJECT, parentOf, parseAssetName } from '../catalog/names.ts';
import { recordNow } from '../catalog/record-now.ts';
import { ServiceError } from '../errors.ts';
import { assetBucket } from '../google/clients.ts';
import { roleIn, type StoredPolicy } from '../identity/policy.ts';
import { type Principal, principalOf } from '../identity/principal.ts';
import { type Permission, type Role, roleHas, strongerRole } from '../identity/roles.ts';
import { ownsServer } from '../identity/server-owners.ts';
import { projectPolicyNow } from './project-policies.ts';

/** Somebody, by the name that records have; nobody in particular without one. */
type User = string | undefined;

/** The role that somebody has in a project; undefined for none. What is read is at most a second and a half old. */
export async function roleInProject(user: User, project: string): Promise<Role | undefined> {
  if (ownsServer(user)) return 'owner';
  return roleIn(await projectPolicyNow(project), principal(user));
}

/**
 * The role that somebody has on an asset, whether it exists or not: the strongest that the project, the folders above and the asset itself give.
 * The public catalogue is for all to read. What is read is at most a second and a half old.
 */
export async function roleOnAsset(user: User, name: AssetName): Promise<Role | undefined> {
  if (ownsServer(user)) return 'owner';
  const policies = await Promise.all([projectPolicyNow(name.project), ...lineage(name).map(assetPolicyNow)]);
  const who = principal(user);
  const byAll = name.project === PUBLIC_PROJECT ? 'reader' : undefined;
  return policies.map((policy) => roleIn(policy, who)).reduce(strongerRole, byAll);
}

/** Whether somebody may read an asset. */
export async function mayReadAsset(user: User, name: AssetName): Promise<boolean> {
  // Nothing has to be looked up for these.
  if (name.project === PUBLIC_PROJECT || ownsServer(user)) return true;
  return roleHas(await roleOnAsset(user, name), 'earthengine.assets.get');
}

/** Whether somebody may read the objects of a bucket: in Terrane's own are the files of everybody's assets. */
export function mayReadBucket(user: User, bucket: string): boolean {
  return bucket !== assetBucket() || ownsServer(user);
}

/** The role that somebody has on what a name names: on assets, and on the root of a project's, by their policies; else in the project. */
export async function roleOn(user: User, resource: string, permission: Permission): Promise<Role | undefined> {
  if (/^projects\/[^/]+\/assets(\/|$)/.test(resource)) return roleOnAsset(user, parseAssetName(resource));
  const project = checkProject(/^projects\/([^/]+)/.exec(resource)?.[1] ?? '');
  if (!permission.startsWith('earthengine.assets.')) return roleInProject(user, project);
  return roleOnAsset(user, parseAssetName(`projects/${project}/assets`));
}

/**
 * Lets those pass who have a permission.
 * @param resource `projects/P`, an asset, or something else of a project
 * @throws PERMISSION_DENIED, in the service's words, which do not tell whether the resource exists
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

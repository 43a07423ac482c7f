import { requirePermission } from '../access/access.ts';
import { LEGACY_PROJECT } from '../catalog/names.ts';
import type { Caller } from '../jobs/caller.ts';
import type { Method } from './methods/method.ts';

/**
 * Lets callers pass who may call a method on what its path names.
 * @param own the method's own parameters
 * @throws PERMISSION_DENIED
 */
export async function authorize(
  caller: Caller,
  { permission, withoutCredentials }: Method,
  params: Readonly<Record<string, string>>,
  own: { readonly [name: string]: unknown },
): Promise<void> {
  // Those who fetch have a name that cannot be guessed: whoever made what it names is asked about when it is looked up.
  if (permission === null || withoutCredentials) return;
  const resource = resourceOf(params, own);
  // The operation says of which project it is: that is asked about when it is looked up.
  if (resource.startsWith(`projects/${LEGACY_PROJECT}/operations/`)) return;
  await requirePermission(caller, permission, resource);
}

/** What a request is about: what its path names, or the asset that it makes. */
function resourceOf(
  params: Readonly<Record<string, string>>,
  { assetId }: { readonly [name: string]: unknown },
): string {
  const [named = ''] = Object.values(params);
  if (!assetId) return named;
  return `${/^projects\/[^/]+/.exec(named)?.[0] ?? ''}/assets/${assetId}`;
}

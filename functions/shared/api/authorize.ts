import { requirePermission } from '../access/access.ts';
import { LEGACY_PROJECT } from '../catalog/names.ts';
import type { Caller } from '../jobs/caller.ts';
import type { Method } from './methods/method.ts';

/**
 * Checks that a caller has the permission of a method on the resource in its path.
 * @param own the parameters of the query
 * @throws PERMISSION_DENIED
 */
export async function authorize(
  caller: Caller,
  { permission, withoutCredentials }: Method,
  params: Readonly<Record<string, string>>,
  own: { readonly [name: string]: unknown },
): Promise<void> {
  // For a saved request, which is fetched by a name that cannot be guessed, `findRequest` checks its maker.
  if (permission === null || withoutCredentials) return;
  const resource = resourceOf(params, own);
  // The project is that of the operation's record: `findOperation` checks it.
  if (resource.startsWith(`projects/${LEGACY_PROJECT}/operations/`)) return;
  await requirePermission(caller, permission, resource);
}

/** The resource of a call: the asset that it creates, else the name in its path. */
function resourceOf(
  params: Readonly<Record<string, string>>,
  { assetId }: { readonly [name: string]: unknown },
): string {
  const [named = ''] = Object.values(params);
  if (!assetId) return named;
  return `${/^projects\/[^/]+/.exec(named)?.[0] ?? ''}/assets/${assetId}`;
}

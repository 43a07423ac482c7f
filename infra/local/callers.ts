import type { Credentials } from '../../functions/shared/identity/credentials.ts';
import { isFromThisMachine, isLocalOrigin } from '../../functions/shared/identity/loopback.ts';
import { isForUnnamedPage } from '../../functions/shared/identity/pages.ts';

/**
 * Why a call is not served by the local cloud, which asks nobody who they are: any page that a browser on this machine shows could call it
 * otherwise. Undefined for programs, and pages, of this machine.
 */
export function callRefusal(call: Credentials): string | undefined {
  if (!isFromThisMachine(call)) {
    return 'The local cloud serves callers on the same machine only, by the loopback address.';
  }
  const origin = call.headers['origin'];
  const isForeign = origin === undefined ? isForUnnamedPage(call) : !isLocalOrigin(String(origin));
  return isForeign ? 'The local cloud does not serve pages of other sites.' : undefined;
}

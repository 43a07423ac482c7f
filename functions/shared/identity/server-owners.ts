import { SETTINGS } from '../settings.ts';
import { admittedUsers } from './admitted.ts';
import { isOpen } from './auth-mode.ts';
import { principalOf } from './principal.ts';

/** What whoever has the secret of TERRANE_TOKEN is called. */
export const SECRET_OWNER = 'owner';

/** Whether somebody owns all projects: everybody in open mode, whoever has the secret, and those whom TERRANE_OWNERS names. */
export function ownsServer(user: string | undefined): boolean {
  if (isOpen()) return true;
  if (user === undefined) return false;
  return user === SECRET_OWNER || admittedUsers(SETTINGS.owners.read() ?? '')(principalOf(user));
}

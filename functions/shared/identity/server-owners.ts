import { SETTINGS } from '../settings.ts';
import { admittedUsers } from './admitted.ts';
import { isOpen } from './auth-mode.ts';
import { type Principal, principalOf } from './principal.ts';

/** The user name of whoever brings the secret of TERRANE_TOKEN. */
export const SECRET_OWNER = 'owner';

/** Whether a user owns all projects: every user in open mode, the one with the secret, and those of TERRANE_OWNERS. */
export function ownsServer(user: string | undefined): boolean {
  if (isOpen()) return true;
  if (user === undefined) return false;
  return user === SECRET_OWNER || admittedUsers(SETTINGS.owners.read() ?? '')(principalOf(user));
}

/** Whether somebody may use the server at all: whoever owns it, and those of TERRANE_USERS. */
export function mayUseServer(principal: Principal): boolean {
  return ownsServer(principal.user) || admittedUsers(SETTINGS.users.read() ?? '')(principal);
}

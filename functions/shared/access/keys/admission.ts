import { takesKeys } from '../../identity/auth-mode.ts';
import { isKeyAccount } from '../../identity/key-accounts.ts';
import { principalOf } from '../../identity/principal.ts';
import { mayUseServer, ownsServer } from '../../identity/server-owners.ts';
import { type KeyRecord, keysOfAccount } from './records.ts';

/**
 * Whether whoever made a key may use the server, without which it counts for nothing. Accounts of keys make none: else a key that got into wrong hands could
 * make others that stay when it is taken back.
 */
export function isMakerAdmitted({ creator }: Pick<KeyRecord, 'creator'>): boolean {
  return !isKeyAccount(creator) && mayUseServer(principalOf(creator));
}

/** Whether somebody may use the server who does not call now, such as the maker of a schedule: an account of keys may while one of its keys counts. */
export async function isAdmitted(user: string): Promise<boolean> {
  if (!isKeyAccount(user)) return mayUseServer(principalOf(user));
  return ownsServer(user) || (takesKeys() && (await keysOfAccount(user)).some(isMakerAdmitted));
}

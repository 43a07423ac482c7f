import type { Principal } from './principal.ts';

/**
 * Reads who may use the server: email addresses, `@domain` for all of a domain, other user names as they are, `*` for everybody who can
 * prove who they are; with commas between them. Nobody if it is empty.
 */
export function admittedUsers(list: string): (principal: Principal) => boolean {
  const entries = new Set(admittedEntries(list));
  return ({ user, email }) => {
    if (entries.has('*') || entries.has(user)) return true;
    return email !== undefined && entries.has(email.slice(email.lastIndexOf('@')));
  };
}

/** The entries of such a list, as users are compared with them. */
export function admittedEntries(list: string): string[] {
  return list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => (entry.includes('@') ? entry.toLowerCase() : entry));
}

/** Accounts that Terrane itself makes, for programs: they sign in by keys. No identity provider may vouch for one of their addresses. */

/** Reserved for private networks (ICANN, 2024): no address on the internet ends so. */
const DOMAIN = 'terrane.internal';

/** A name of an account in its project. */
export const ACCOUNT_NAME = /^[a-z](?:[a-z0-9-]{0,28}[a-z0-9])?$/;

/** The address of an account, as policies name it: `ci@my-project.terrane.internal`; of a project of a domain `ci@PROJECT.DOMAIN.terrane.internal`. */
export function keyAccount(name: string, project: string): string {
  return `${name}@${project.split(':').toReversed().join('.')}.${DOMAIN}`;
}

/** Whether a user name is one of such an account. */
export function isKeyAccount(user: string): boolean {
  return user.endsWith(`.${DOMAIN}`);
}

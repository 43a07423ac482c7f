import { createHash } from 'node:crypto';
import { z } from 'zod';
import { invalid } from '../errors.ts';
import type { Principal } from './principal.ts';
import { ROLE_NAMES, ROLES, type Role, roleNamed, strongerRole } from './roles.ts';

/** Most members of a policy. */
const MAX_MEMBERS = 1_500;

/** Who has which role, as it is stored: members by role. */
export const storedPolicy = z.object({
  reader: z.array(z.string()).optional(),
  writer: z.array(z.string()).optional(),
  owner: z.array(z.string()).optional(),
});
export type StoredPolicy = { readonly [role in Role]?: readonly string[] };

/** A policy as requests and replies have it: google.iam.v1.Policy. */
export interface PolicyMessage {
  readonly bindings?: readonly {
    readonly role?: string;
    readonly members?: readonly string[];
    readonly condition?: unknown;
  }[];
  readonly etag?: string;
}

/** Accounts by an email address, everybody of a domain, everybody with an account, everybody. */
const MEMBER =
  /^((user|serviceAccount):[^\s@:]+@[^\s@:]+|domain:[^\s@:.*]+(?:\.[^\s@:.*]+)+|allAuthenticatedUsers|allUsers)$/;

/** What only readers may be: whoever may change things has to be known. */
const ANYBODY = ['allUsers', 'allAuthenticatedUsers'];

/**
 * Reads a policy of a request.
 * @throws INVALID_ARGUMENT for roles and members that there are not, conditions, and too many members
 */
export function readPolicy({ bindings = [] }: PolicyMessage): StoredPolicy {
  const policy: { [role in Role]?: string[] } = {};
  let count = 0;
  for (const { role = '', members = [], condition } of bindings) {
    const known = roleNamed(role);
    if (known === undefined) throw invalid(`Role ${role.slice(0, 100)} is not supported for this resource.`);
    if (condition !== undefined && condition !== null) throw invalid('Conditions of bindings are not supported.');
    for (const member of members) {
      if (!MEMBER.test(member))
        throw invalid(
          `Invalid member '${member.slice(0, 200)}': user:ADDRESS, serviceAccount:ADDRESS, domain:NAME, allAuthenticatedUsers or allUsers is expected.`,
        );
      if (known !== 'reader' && ANYBODY.includes(member))
        throw invalid(`${member} may only have the role ${ROLE_NAMES.reader}.`);
      if (++count > MAX_MEMBERS) throw invalid(`A policy has at most ${MAX_MEMBERS} members.`);
    }
    policy[known] = [...new Set([...(policy[known] ?? []), ...members.map(normal)])];
  }
  return policy;
}

/** A policy as replies have it. */
export function policyMessage(policy: StoredPolicy): PolicyMessage {
  const bindings = ROLES.toReversed().flatMap((role) => {
    const members = policy[role] ?? [];
    return members.length === 0 ? [] : [{ role: ROLE_NAMES[role], members }];
  });
  return { bindings, etag: etagOf(policy) };
}

/** The etag of a policy: a digest of its members. */
export function etagOf(policy: StoredPolicy): string {
  const members = ROLES.map((role) => [role, policy[role]?.toSorted() ?? []]);
  return createHash('sha256').update(JSON.stringify(members)).digest('base64').slice(0, 16);
}

/** The strongest role that a policy gives somebody; undefined if it gives none. */
export function roleIn(policy: StoredPolicy, principal: Principal): Role | undefined {
  return ROLES.filter((role) => policy[role]?.some((member) => isMember(member, principal))).reduce<Role | undefined>(
    strongerRole,
    undefined,
  );
}

function isMember(member: string, { email }: Principal): boolean {
  if (member === 'allUsers' || member === 'allAuthenticatedUsers') return true;
  if (email === undefined) return false;
  const [kind, name] = member.split(':');
  return kind === 'domain' ? email.endsWith(`@${name}`) : name === email;
}

function normal(member: string): string {
  return ANYBODY.includes(member) ? member : member.replace(/:.*$/, (name) => name.toLowerCase());
}

import type { Client } from './client.ts';
import { Failure } from './failure.ts';

/** Who has which role on an asset, as the API tells of it. */
export interface Policy {
  readonly bindings?: readonly { readonly role: string; readonly members: readonly string[] }[];
  readonly etag?: string;
}

/** The roles, and what policies call them. */
export const ROLES = { reader: 'roles/viewer', writer: 'roles/editor', owner: 'roles/owner' } as const;
export type Role = keyof typeof ROLES;

export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text);
}

/** Reads `ROLE=MEMBER`. @throws Failure */
export function grantOf(text: string): { readonly role: Role; readonly member: string } {
  const [, role = '', member = ''] = /^([a-z]+)=(.+)$/.exec(text) ?? [];
  if (!isRole(role)) throw new Failure(`'${text}': reader=, writer= or owner= and a member is expected.`);
  return { role, member };
}

/** Gives roles on an asset, or in a project by the root of its assets, and takes all roles from others. */
export async function changePolicy(
  client: Client,
  name: string,
  grants: readonly { readonly role: Role; readonly member: string }[],
  revoked: readonly string[],
): Promise<Policy> {
  const { bindings = [], etag } = await client.post<Policy>(`${name}:getIamPolicy`, {});
  const kept = bindings.map(({ role, members }) => ({
    role,
    members: members.filter((one) => !revoked.includes(one)),
  }));
  const added = grants.map(({ role, member }) => ({ role: ROLES[role], members: [member] }));
  const policy = {
    bindings: [...kept, ...added].filter(({ members }) => members.length > 0),
    ...(etag ? { etag } : {}),
  };
  return client.post<Policy>(`${name}:setIamPolicy`, { policy });
}

import { call } from './http.ts';

/** The roles of policies, the weakest first, and what the console calls them. */
export const ROLES = [
  { role: 'roles/viewer', title: 'Reader' },
  { role: 'roles/editor', title: 'Writer' },
  { role: 'roles/owner', title: 'Owner' },
] as const;

/** Who has which role on an asset, or in a project by the root of its assets. */
export interface Policy {
  readonly bindings?: readonly { readonly role: string; readonly members: readonly string[] }[];
  /** Of the state that was read: another one is not overwritten. */
  readonly etag?: string;
}

/** @throws ApiError */
export function getPolicy(name: string): Promise<Policy> {
  return call<Policy>(`${name}:getIamPolicy`, { body: {} });
}

/** Replaces a policy. @throws ApiError, also where somebody else has changed it since */
export function setPolicy(name: string, policy: Policy): Promise<Policy> {
  return call<Policy>(`${name}:setIamPolicy`, { body: { policy } });
}

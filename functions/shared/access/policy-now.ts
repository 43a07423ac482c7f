import { FreshCache } from '../google/fresh-cache.ts';
import { storedRead } from '../google/stored-read.ts';
import type { StoredPolicy } from '../identity/policy.ts';

const findProjectPolicy = storedRead(
  'findProjectPolicy',
  async () => (await import('./project-policies.ts')).findProjectPolicy,
);

const policies = new FreshCache<StoredPolicy>(1_000);

/** The policy of a project, read again after `TERRANE_FRESH_SECONDS`. */
export function projectPolicyNow(project: string): Promise<StoredPolicy> {
  return policies.get(project, () => findProjectPolicy(project));
}

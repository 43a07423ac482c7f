import type { DocumentReference } from '@google-cloud/firestore';
import { firestore } from '../google/clients.ts';
import { FreshCache } from '../google/fresh-cache.ts';
import { readDocument } from '../google/stored.ts';
import { inTransaction } from '../google/transaction.ts';
import { type StoredPolicy, storedPolicy } from '../identity/policy.ts';

/** Policies of projects, as Firestore has them under `policies/{project}`. */
function policyDocument(project: string): DocumentReference {
  return firestore().collection('policies').doc(project);
}

const policies = new FreshCache<StoredPolicy>(1_000);

/** The policy of a project; nobody has a role in one that has none. */
export async function findProjectPolicy(project: string): Promise<StoredPolicy> {
  return readDocument(storedPolicy, await policyDocument(project).get()) ?? {};
}

/** The policy of a project as it is now or was a second and a half ago. */
export function projectPolicyNow(project: string): Promise<StoredPolicy> {
  return policies.get(project, () => findProjectPolicy(project));
}

/**
 * Replaces the policy of a project.
 * @param change gets the policy as it is, and may throw; it may run more than once
 */
export function changeProjectPolicy(
  project: string,
  change: (policy: StoredPolicy) => StoredPolicy,
): Promise<StoredPolicy> {
  const document = policyDocument(project);
  return inTransaction(async (transaction) => {
    const policy = change(readDocument(storedPolicy, await transaction.get(document)) ?? {});
    transaction.set(document, policy);
    return policy;
  });
}

import type { DocumentReference } from '@google-cloud/firestore';
import { firestore } from '../google/firestore.ts';
import { readDocument } from '../google/stored.ts';
import { inTransaction } from '../google/transaction.ts';
import { type StoredPolicy, storedPolicy } from '../identity/policy.ts';

/** The document of a project's policy: `policies/{project}` in Firestore. */
function policyDocument(project: string): DocumentReference {
  return firestore().collection('policies').doc(project);
}

/** The policy of a project; an empty one if it has none. */
export async function findProjectPolicy(project: string): Promise<StoredPolicy> {
  return readDocument(storedPolicy, await policyDocument(project).get()) ?? {};
}

/**
 * Replaces the policy of a project.
 * @param change returns the new policy for the current one, and may throw; it may run more than once
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

import type { Transaction } from '@google-cloud/firestore';
import { firestore } from './firestore.ts';

/** The client gives up after five by default, which fifty dispatches at once would use up. */
const MAX_ATTEMPTS = 20;

/** Runs a transaction; in contention again, with back-off. `body` may run more than once: it must have no other effects. */
export function inTransaction<T>(body: (transaction: Transaction) => Promise<T>): Promise<T> {
  return firestore().runTransaction(body, { maxAttempts: MAX_ATTEMPTS });
}

import type { Transaction } from '@google-cloud/firestore';
import { isServiceError, type ServiceError } from '../../shared/errors.ts';
import { firestore } from '../../shared/google/clients.ts';

/** Carries a refusal out of a transaction. It has no `code`: see below. */
class Refused extends Error {
  readonly refusal: ServiceError;

  constructor(refusal: ServiceError) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/**
 * Runs a transaction. A ServiceError ends it, and nothing is written. Thrown as it is, Firestore's client would look at its
 * `code`, and take a 409 (ALREADY_EXISTS) for a conflict of transactions: it would try again for a minute.
 */
export async function inTransaction<T>(body: (transaction: Transaction) => Promise<T>): Promise<T> {
  try {
    return await firestore().runTransaction(async (transaction) => {
      try {
        return await body(transaction);
      } catch (error) {
        throw isServiceError(error) ? new Refused(error) : error;
      }
    });
  } catch (error) {
    throw error instanceof Refused ? error.refusal : error;
  }
}

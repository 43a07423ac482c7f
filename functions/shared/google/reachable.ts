import { setTimeout as sleep } from 'node:timers/promises';
import { firestore } from './firestore.ts';

/** Milliseconds that an answer may take. */
const PATIENCE = 2_000;

/** What is missing while Firestore, without which nobody is served, does not answer. */
export async function missingFirestore(): Promise<string | undefined> {
  return (await firestoreAnswers()) ? undefined : 'Firestore does not answer.';
}

/** A document that there is not is looked for. */
async function firestoreAnswers(): Promise<boolean> {
  const asked = firestore()
    .doc('health/ready')
    .get()
    .then(
      () => true,
      () => false,
    );
  const waiting = new AbortController();
  const late = sleep(PATIENCE, false, { signal: waiting.signal }).catch(() => false);
  return Promise.race([asked, late]).finally(() => waiting.abort());
}

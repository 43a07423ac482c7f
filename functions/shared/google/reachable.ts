import { setTimeout as sleep } from 'node:timers/promises';
import { firestore } from './firestore.ts';

/** Milliseconds that an answer may take. */
const PATIENCE = 2_000;

/** Whether Firestore answers, without which nobody is served: a document that there is not is looked for. */
export async function firestoreAnswers(): Promise<boolean> {
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

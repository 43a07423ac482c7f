import { isDeepStrictEqual } from 'node:util';
import { firestore } from '../google/firestore.ts';
import { hostProject } from '../google/host-project.ts';
import { admittedEntries } from '../identity/admitted.ts';
import { takesTokens } from '../identity/auth-mode.ts';
import { SETTINGS } from '../settings.ts';

/**
 * Tells `firestore.rules` whom TERRANE_USERS and TERRANE_OWNERS name, in the document `access/firebase`; roles in projects they read in
 * the policies themselves. Nobody is named where the server does not take the ID tokens by which Firestore knows its callers: those of
 * Firebase Auth in Firestore's own project.
 */
export async function publishFirebaseUsers(): Promise<void> {
  const document = firestore().collection('access').doc('firebase');
  const named = {
    users: takesTokensOfFirestore() ? admittedEntries(SETTINGS.users.read() ?? '') : [],
    owners: takesTokensOfFirestore() ? admittedEntries(SETTINGS.owners.read() ?? '') : [],
  };
  if (!isDeepStrictEqual((await document.get()).data(), named)) await document.set(named);
}

function takesTokensOfFirestore(): boolean {
  return takesTokens('firebase') && SETTINGS.firebaseProject.read() === hostProject();
}

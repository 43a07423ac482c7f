import type { CollectionReference, DocumentReference } from '@google-cloud/firestore';
import { firestore } from '../google/firestore.ts';

/** The records of all assets. Only this folder knows of them. */
export function assets(): CollectionReference {
  return firestore().collection('assets');
}

/** The document of an asset: its name with the slashes that Firestore does not allow replaced. */
export function assetDocument(name: string): DocumentReference {
  return assets().doc(name.replaceAll('/', '|'));
}

/** The files that an asset has had, and that may not be needed any more. */
export function discardedFiles(): CollectionReference {
  return firestore().collection('discarded');
}

import { collection, type Firestore, type FirestoreError, limit, onSnapshot, orderBy, query } from 'firebase/firestore';

/** An operation as Terrane's REST API tells it, without its progress. */
export interface WatchedOperation {
  readonly name: string;
  readonly done?: boolean;
  readonly error?: { readonly code: number; readonly message: string };
  readonly metadata: { readonly state: string; readonly description: string; readonly createTime: string };
}

/**
 * Watches the newest operations of a project in which the user has a role, as they change; gives what ends it.
 *
 * @param changed is called with them, the newest first, now and whenever one changes
 * @param refused is called, and nothing more is, if the user may not see them
 */
export function watchOperations(
  firestore: Firestore,
  project: string,
  changed: (operations: readonly WatchedOperation[]) => void,
  refused: (error: FirestoreError) => void,
): () => void {
  const newest = query(
    collection(firestore, 'live', project, 'tasks'),
    orderBy('metadata.createTime', 'desc'),
    limit(100),
  );
  return onSnapshot(
    newest,
    ({ docs }) => changed(docs.map((document) => document.data() as WatchedOperation)),
    refused,
  );
}

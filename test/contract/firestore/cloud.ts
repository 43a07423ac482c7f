import { randomBytes } from 'node:crypto';
import { type CollectionReference, Firestore } from '@google-cloud/firestore';
import { afterAll, beforeAll } from 'vitest';
import { type FirestoreServer, startFirestore } from '../../../infra/local/firestore/server.ts';

export interface Cloud {
  /** The client most tests use. */
  readonly db: Firestore;
  /** A client of its own connection, ended with the suite. */
  client(): Firestore;
  /** A top-level collection that no other test uses. */
  collection(label: string): CollectionReference;
}

/** A Firestore for the tests of a suite: that of FIRESTORE_EMULATOR_HOST, else our own in memory. A new project each run. */
export function useFirestore(): Cloud {
  const projectId = `contract-${randomBytes(6).toString('hex')}`;
  const clients: Firestore[] = [];
  let server: FirestoreServer | undefined;
  let collections = 0;

  const client = (): Firestore => {
    const made = new Firestore({ projectId });
    clients.push(made);
    return made;
  };
  beforeAll(async () => {
    // Off Google Cloud, the client's search for a metadata server only costs time.
    process.env['METADATA_SERVER_DETECTION'] ??= 'none';
    if (!process.env['FIRESTORE_EMULATOR_HOST']) {
      server = await startFirestore({});
      process.env['FIRESTORE_EMULATOR_HOST'] = `${server.host}:${server.port}`;
    }
    client();
  });
  afterAll(async () => {
    await Promise.all(clients.map((made) => made.terminate()));
    if (!server) return;
    delete process.env['FIRESTORE_EMULATOR_HOST'];
    await server.stop();
  });
  return {
    get db() {
      return clients[0]!;
    },
    client,
    collection: (label) => clients[0]!.collection(`${label}-${++collections}`),
  };
}

/** The gRPC statuses that the contract speaks of. */
export const STATUS = {
  INVALID_ARGUMENT: 3,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
} as const;

/** What a rejection has to look like. */
export function status(name: keyof typeof STATUS): object {
  return { code: STATUS[name] };
}

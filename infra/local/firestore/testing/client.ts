import { Firestore } from '@google-cloud/firestore';
import { credentials, makeGenericClientConstructor, type ServiceClientConstructor } from '@grpc/grpc-js';
import { firestoreService } from '../protocol.ts';
import type { FirestoreServer } from '../server.ts';

/** The official client of a server of ours. */
export function clientOf(server: Pick<FirestoreServer, 'host' | 'port'>): Firestore {
  process.env['METADATA_SERVER_DETECTION'] ??= 'none';
  return new Firestore({ projectId: 'test', host: `${server.host}:${server.port}`, ssl: false });
}

export const DATABASE = 'projects/test/databases/(default)';

type RawClient = InstanceType<ServiceClientConstructor>;

/** A bare client, for the methods that the official one does not use. */
export function rawClientOf(server: Pick<FirestoreServer, 'host' | 'port'>): RawClient {
  const Client = makeGenericClientConstructor(firestoreService, 'Firestore');
  return new Client(`${server.host}:${server.port}`, credentials.createInsecure());
}

/** Calls a method with one reply. */
export function callOnce<Reply>(client: RawClient, method: string, request: object): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const call = client[method]!.bind(client);
    call(request, (error: Error | null, reply: Reply) => (error ? reject(error) : resolve(reply)));
  });
}

/** Calls a method that answers with a stream, and waits for its end. */
export async function callStream<Reply>(client: RawClient, method: string, request: object): Promise<Reply[]> {
  const replies: Reply[] = [];
  for await (const reply of client[method]!(request) as AsyncIterable<Reply>) replies.push(reply);
  return replies;
}

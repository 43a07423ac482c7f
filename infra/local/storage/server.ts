import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callRefusal } from '../callers.ts';
import type { FaultPlan } from '../faults.ts';
import { type Answer, failure, send } from './answer.ts';
import { BlobFolder } from './blob-folder.ts';
import { StorageDatabase } from './database.ts';
import { downloadFailure } from './download.ts';
import { StorageError } from './errors.ts';
import { underFaults } from './fault-injection.ts';
import { ObjectStore } from './object-store.ts';
import type { StorageRequest } from './request.ts';
import { route } from './router.ts';
import type { StorageState } from './state.ts';
import { refuseUnsupported } from './unsupported.ts';
import { UploadWriters } from './upload-writers.ts';

/** The lifetime of a resumable upload, in milliseconds: a week, as in the service. */
const UPLOAD_LIFE = 7 * 24 * 3600 * 1000;

/** The time, in milliseconds, that a stop waits for running requests before it breaks them off. */
const PATIENCE = 2000;

/** A running local Cloud Storage. */
export interface LocalStorage {
  host: string;
  port: number;
  /** The URL for `STORAGE_EMULATOR_HOST`: `http://127.0.0.1:PORT`. */
  url: string;
  /** Ends once no request is under way. State without a `dataDir` is deleted. */
  stop(): Promise<void>;
}

/**
 * Starts a server of the Cloud Storage JSON API on the loopback address.
 *
 * State is kept in `dataDir` (one server at a time), or else in a folder of its own that is deleted at the end.
 * `port` 0 or none: a free one.
 */
export async function startStorage(
  options: { dataDir?: string; port?: number; faults?: FaultPlan } = {},
): Promise<LocalStorage> {
  const folder = options.dataDir ?? mkdtempSync(join(tmpdir(), 'terrane-storage-'));
  mkdirSync(folder, { recursive: true });
  const state = openState(folder, options.dataDir ? join(folder, 'storage.sqlite') : ':memory:');
  const underWay = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const call = serve(state, options.faults, request, response).finally(() => underWay.delete(call));
    underWay.add(call);
  });
  // Longer than the client's own limit, so that it is the client who closes an idle connection.
  server.keepAliveTimeout = 60_000;
  // A slow upload of a large object is no fault.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  state.origin = `http://127.0.0.1:${port}`;
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    const patience = setTimeout(() => server.closeAllConnections(), PATIENCE);
    while (underWay.size > 0) await Promise.allSettled(underWay);
    clearTimeout(patience);
    server.closeAllConnections();
    await closed;
    state.writers.closeAll();
    state.database.close();
    if (!options.dataDir) rmSync(folder, { recursive: true, force: true });
  };
  let stopped: Promise<void> | undefined;
  return {
    host: '127.0.0.1',
    port,
    url: state.origin,
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

function openState(folder: string, databasePath: string): StorageState {
  const database = new StorageDatabase(databasePath);
  const blobs = new BlobFolder(join(folder, 'blobs'));
  database.sql('DELETE FROM uploads WHERE created < ?').run(Date.now() - UPLOAD_LIFE);
  database.sql('DELETE FROM upload_origins WHERE id NOT IN (SELECT id FROM uploads)').run();
  blobs.sweep(
    (blob) =>
      database
        .sql('SELECT 1 FROM pieces WHERE blob = ?1 UNION SELECT 1 FROM uploads WHERE blob = ?1 AND answer IS NULL')
        .get(blob) !== undefined,
  );
  return { database, blobs, objects: new ObjectStore(database, blobs), writers: new UploadWriters(), origin: '' };
}

async function serve(
  state: StorageState,
  faults: FaultPlan | undefined,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = incoming.method ?? 'GET';
  const answer = await answerTo(state, faults, method, incoming);
  // Of a call that is refused before its body was read, the rest is read away, by nobody else any more: the next call on the connection
  // comes behind it.
  if (!incoming.complete) incoming.removeAllListeners('readable').resume();
  if (answer) await send(response, answer, method);
  else incoming.socket.destroy();
}

async function answerTo(
  state: StorageState,
  faults: FaultPlan | undefined,
  method: string,
  incoming: IncomingMessage,
): Promise<Answer | undefined> {
  const [path = '/', queryText = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  const query = new URLSearchParams(queryText);
  try {
    checkCaller(incoming);
    const { route: found, names } = route(method, path);
    const request: StorageRequest = { method, query, headers: incoming.headers, body: incoming, ...names };
    refuseUnsupported(request);
    return await underFaults(faults, found.name, request.bucket, () => found.handle(state, request));
  } catch (error) {
    // The caller broke off: there is nobody to answer.
    if (incoming.destroyed && !incoming.complete) return undefined;
    return (query.get('alt') === 'media' && downloadFailure(error)) || failure(error);
  }
}

/** 403 for callers whom the local cloud does not serve. */
function checkCaller({ headers, socket: { remoteAddress } }: IncomingMessage): void {
  const refusal = callRefusal({ headers, remoteAddress });
  if (refusal !== undefined) throw new StorageError(403, 'forbidden', refusal);
}

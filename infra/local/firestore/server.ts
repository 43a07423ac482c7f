import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { FaultPlan } from '../faults.ts';
import { ownMachineOnly } from '../grpc-callers.ts';
import { createEngine, DEFAULT_LIMITS, type EngineLimits } from './engine.ts';
import { measuredService } from './protocol.ts';
import { firestoreHandlers } from './rpc/handlers.ts';

const HOST = '127.0.0.1';

export interface FirestoreServer {
  host: string;
  port: number;
  /** Ends all calls and closes the files; committed documents stay. */
  stop(): Promise<void>;
}

/**
 * Starts a Firestore for the clients of this machine: put `host:port` in FIRESTORE_EMULATOR_HOST.
 *
 * @param options.dataDir the folder that keeps the documents; without it they live in memory
 * @param options.port 0, the default, takes any that is free
 * @param options.faults asked before each call
 * @param options.limits lives of transactions and waits for locks, for tests of what the service does after minutes
 */
export async function startFirestore(options: {
  dataDir?: string;
  port?: number;
  faults?: FaultPlan;
  limits?: Partial<EngineLimits>;
}): Promise<FirestoreServer> {
  const engine = createEngine(options.dataDir, { ...DEFAULT_LIMITS, ...options.limits });
  const server = new Server({ 'grpc.max_receive_message_length': 64 * 1024 * 1024, interceptors: [ownMachineOnly] });
  server.addService(measuredService(), firestoreHandlers(engine, options.faults));
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());

  // The sockets are ours rather than gRPC's, as only they tell when a client has died with locks in its hands.
  const sockets = new Set<Socket>();
  const listener = createServer({ noDelay: true }, (socket) => {
    const connection = `${socket.remoteAddress}:${socket.remotePort}`;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      engine.transactions.connectionClosed(connection);
    });
    injector.injectConnection(socket);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', (error) => {
      engine.store.close();
      reject(error);
    });
    listener.listen(options.port ?? 0, HOST, resolve);
  });

  return {
    host: HOST,
    port: (listener.address() as AddressInfo).port,
    async stop() {
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      server.forceShutdown();
      injector.destroy();
      for (const socket of sockets) socket.destroy();
      await closed;
      engine.transactions.endAll();
      engine.store.close();
    },
  };
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import type { FaultPlan } from '../faults.ts';
import { ownMachineOnly } from '../grpc-callers.ts';
import { CloudTasks } from './cloud-tasks.ts';
import { Courier } from './delivery.ts';
import { handlers } from './handlers.ts';
import { cloudTasksService } from './proto.ts';
import { TaskStore } from './store.ts';
import type { TaskLimits } from './task-request.ts';

/** A running local Cloud Tasks. */
export interface LocalTasks {
  host: string;
  port: number;
  /** Ends once no delivery is under way. What was not delivered is kept in `dataDir`, if any. */
  stop(): Promise<void>;
}

/**
 * Starts a gRPC server of google.cloud.tasks.v2 on the loopback address, and dispatches what is due in `dataDir`.
 *
 * `port` 0 or none: a free one. `dedupeWindow`: milliseconds for which the name of a finished or deleted task cannot
 * be used again, an hour unless given, as in the service.
 */
export async function startTasks(
  options: { dataDir?: string; port?: number; faults?: FaultPlan; dedupeWindow?: number } & TaskLimits = {},
): Promise<LocalTasks> {
  if (options.dataDir) mkdirSync(options.dataDir, { recursive: true });
  const store = new TaskStore(options.dataDir ? join(options.dataDir, 'tasks.sqlite') : ':memory:', Date.now());
  const courier = new Courier();
  const { faults, dedupeWindow = 3_600_000 } = options;
  const server = new Server({ interceptors: [ownMachineOnly] });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${options.port ?? 0}`, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  const tasks = new CloudTasks({ store, courier, faults, dedupeWindow }, options);
  server.addService(cloudTasksService(), handlers(tasks, faults));
  const stop = async () => {
    server.forceShutdown();
    await tasks.stop();
    courier.close();
    store.close();
  };
  let stopped: Promise<void> | undefined;
  return {
    host: '127.0.0.1',
    port,
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

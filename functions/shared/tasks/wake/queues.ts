import { availableParallelism } from 'node:os';
import { cloudTasks } from '../../google/cloud-tasks.ts';
import { hostProject } from '../../google/host-project.ts';
import { SETTINGS } from '../../settings.ts';

/**
 * The Cloud Tasks queues: for what decides what runs, and takes milliseconds; for schedules that are due, of which there may be hundreds at a time; for what precedes and follows the chunks of an operation; and for the
 * chunks, one of exports and one of imports. What is in one waits for nothing that is in another.
 */
export type QueueName =
  | 'terrane-dispatch'
  | 'terrane-schedules'
  | 'terrane-plans'
  | 'terrane-chunks'
  | 'terrane-imports';

/** The status code of gRPC. */
export const ALREADY_EXISTS = 6;

/** Deliveries at a time, where the queue is made here. */
const CONCURRENCY: { readonly [name in QueueName]: number } = {
  'terrane-dispatch': 10,
  'terrane-schedules': 2,
  'terrane-plans': 10,
  'terrane-chunks': availableParallelism(),
  'terrane-imports': availableParallelism(),
};

/** Deliveries of a wake-up before it is given up: the sweep wakes its step again. infra/terraform/queues.tf has the same number. */
export const DELIVERIES = 100;

const made = new Map<string, Promise<void>>();

/** The full name of a queue. In production it is there already; in the local cloud it is made at its first use. */
export async function queuePath(name: QueueName): Promise<string> {
  const location = SETTINGS.location.read();
  const path = cloudTasks().queuePath(hostProject(), location, name);
  if (SETTINGS.tasksEmulator.read() === undefined) return path;
  let making = made.get(path);
  if (!making) {
    making = makeQueue(path, name);
    made.set(path, making);
    making.catch(() => made.delete(path));
  }
  await making;
  return path;
}

async function makeQueue(path: string, name: QueueName): Promise<void> {
  const queue = {
    name: path,
    rateLimits: { maxConcurrentDispatches: CONCURRENCY[name] },
    retryConfig: { maxAttempts: DELIVERIES, minBackoff: { nanos: 200_000_000 }, maxBackoff: { seconds: 60 } },
  };
  try {
    await cloudTasks().createQueue({ parent: path.slice(0, path.indexOf('/queues/')), queue });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === ALREADY_EXISTS)) throw error;
  }
}

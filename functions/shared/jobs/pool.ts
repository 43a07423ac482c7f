import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { isServiceError, ServiceError } from '../errors.ts';
import { writeLog } from '../log.ts';
import { SETTINGS } from '../settings.ts';
import { admit } from './admission.ts';
import type { Job, JobResults } from './job.ts';
import type { Answer, WorkerTask } from './worker-task.ts';

let pool: Piscina | undefined;

function workers(): Piscina {
  if (pool) return pool;
  pool = new Piscina({
    filename: new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url).href,
    minThreads: 1,
    maxThreads: Math.max(2, availableParallelism()),
    idleTimeout: 600_000,
    // A worker that runs out of memory fails its job alone.
    resourceLimits: { maxOldGenerationSizeMb: SETTINGS.workerMegabytes.read() },
    maxQueue: 10_000,
  });
  pool.on('error', report);
  return pool;
}

/** A worker that fails between jobs must not end the process; one that fails in a job rejects that job. */
function report(error: unknown): void {
  writeLog('ERROR', 'A worker thread failed', { error });
}

/**
 * Runs a job in a worker thread.
 * @param signal ends the job, and the thread if need be; the promise is then rejected with the signal's reason
 * @throws ServiceError for whatever the caller should be told; other errors are internal
 */
export async function runJob<J extends Job>(job: J, signal: AbortSignal): Promise<JobResults[J['kind']]> {
  signal.throwIfAborted();
  const leave = job.kind === 'value' ? admit(job.caller) : undefined;
  try {
    const answer = (await workers().run(taskOf(job), { signal })) as Answer<JobResults[J['kind']]>;
    if ('refused' in answer) throw new ServiceError(answer.refused.status, answer.refused.message);
    return answer.result;
  } catch (error) {
    if (signal.aborted && isServiceError(signal.reason)) throw signal.reason;
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      throw new ServiceError('INVALID_ARGUMENT', 'User memory limit exceeded.');
    }
    throw error;
  } finally {
    leave?.();
  }
}

/** The kinds of jobs for which a client waits. */
const INTERACTIVE: readonly Job['kind'][] = ['value', 'check', 'render', 'table-file', 'features'];

/**
 * The task of a job, with its time limit in seconds. The limit is sent along because a worker thread keeps the environment variables that
 * it was started with.
 */
function taskOf(job: Job): WorkerTask {
  return INTERACTIVE.includes(job.kind) ? { job, seconds: SETTINGS.interactiveSeconds.read() } : { job };
}

/** Starts a worker ahead of the first request: its modules take some tenths of a second to load. */
export function warmUp(): void {
  workers();
}

/** Ends the workers; running jobs are cut off. */
export async function closePool(): Promise<void> {
  await pool?.destroy();
  pool = undefined;
}

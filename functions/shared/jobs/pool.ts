import { availableParallelism } from 'node:os';
import { SETTINGS } from '../settings.ts';
import type { Job, JobResults } from './job.ts';
import { KnownWeights } from './lanes/known-weights.ts';
import { type Lane, Lanes } from './lanes/lanes.ts';
import { subjectOf } from './subject.ts';
import { Threads } from './threads/threads.ts';

/** A light job that has run for this long, in milliseconds, is a heavy one. */
const PATIENCE = 250;
/** The same for one whose like have been light. */
const QUICK_PATIENCE = 4 * PATIENCE;
/** The most jobs of one caller that wait in a lane. */
const WAITING = 5_000;
/** Heavy jobs beyond the slots, of callers who have no other heavy job running: they do not wait for the minutes of somebody else. */
const GUESTS = 1;

/** A thread that has worked at one job for this long, in milliseconds, lets the others go first from then on. */
const LONG = 1_000;

const SLOTS = SETTINGS.threads.read() ?? Math.max(2, availableParallelism());

/** Threads that are started ahead. Where that is one, requests are expected to come one at a time. */
const WARM = SETTINGS.warmThreads.read() ?? SLOTS + 1;

/** The kinds of jobs for which a client waits. */
const INTERACTIVE: readonly Job['kind'][] = [
  'body',
  'present',
  'value',
  'check',
  'check-table',
  'render',
  'table-file',
  'features',
  'bounds',
  'images',
  'check-frames',
  'frames',
];

let threads: Threads | undefined;

function allThreads(): Threads {
  threads ??= new Threads(3 * SLOTS + GUESTS, 2 * SLOTS, WARM > 1, {
    onIdle: () => lanes.proceed(),
    onFailure: (error) => lanes.fail(error),
  });
  return threads;
}

const weights = new KnownWeights(PATIENCE, QUICK_PATIENCE);

const lanes = new Lanes({
  slots: { light: SLOTS, heavy: SLOTS, brief: SLOTS, batch: SLOTS },
  guests: GUESTS,
  workers: { idle: () => allThreads().idle(), grow: () => allThreads().grow() },
  patience: PATIENCE,
  quickPatience: QUICK_PATIENCE,
  waiting: WAITING,
});

/**
 * Runs a job in a worker thread, when it is its turn.
 * @param signal ends the job; the promise is then rejected with the signal's reason
 * @throws ServiceError for whatever the caller should be told; other errors are internal
 */
export async function runJob<J extends Job>(job: J, signal: AbortSignal): Promise<JobResults[J['kind']]> {
  signal.throwIfAborted();
  const subject = subjectOf(job);
  const first = await attempt(job, subject, firstLane(job, subject), signal);
  if (first !== 'stopped') return first.result;
  signal.throwIfAborted();
  // It was taken for light, has turned out to be heavy, and there was no slot to go on in.
  const second = await attempt(job, subject, 'heavy', signal);
  if (second !== 'stopped') return second.result;
  throw signal.reason;
}

function firstLane(job: Job, subject: string | undefined): Lane {
  if (INTERACTIVE.includes(job.kind)) return weights.of(subject) ?? 'light';
  return isOfExport(job) ? 'batch' : 'brief';
}

/** Whether a job computes a part of what is exported, for as long as it takes. */
function isOfExport(job: Job): boolean {
  return 'isBrief' in job && job.source.kind === 'expression' && !job.isBrief;
}

/** @returns 'stopped' if the job was stopped, by `signal` or because it has to give way to others */
async function attempt<J extends Job>(
  job: J,
  subject: string | undefined,
  lane: Lane,
  signal: AbortSignal,
): Promise<{ readonly result: JobResults[J['kind']] } | 'stopped'> {
  const { user, project } = job.caller;
  const way = new AbortController();
  const caller = user ?? `project ${project}`;
  const quick = weights.of(subject) === 'light';
  const turn = await lanes.enter({ caller, lane, quick, giveWay: () => way.abort() }, signal);
  try {
    // The limit is sent along because a worker thread keeps the environment variables that it was started with.
    const limit = INTERACTIVE.includes(job.kind) ? { seconds: SETTINGS.interactiveSeconds.read() } : {};
    const stopping = AbortSignal.any([signal, way.signal]);
    const outcome = await allThreads().run(
      { job, ...limit },
      subject,
      lane === 'batch' ? 0 : LONG,
      turn.begin,
      stopping,
    );
    return outcome as { readonly result: JobResults[J['kind']] } | 'stopped';
  } finally {
    const milliseconds = turn.end();
    // How long it would have taken is not known if its caller went away.
    if ((lane === 'light' || lane === 'heavy') && !signal.aborted) weights.remember(subject, milliseconds);
  }
}

/** Starts workers ahead of the first requests. */
export async function warmUp(): Promise<void> {
  await allThreads().warmUp(WARM);
}

/** Ends the workers; running jobs are cut off. */
export async function closePool(): Promise<void> {
  await threads?.close();
  threads = undefined;
}

import { availableParallelism } from 'node:os';
import { requestScope } from '../request-scope.ts';
import { SETTINGS } from '../settings.ts';
import type { Job, JobResults } from './job.ts';
import { KnownWeights } from './lanes/known-weights.ts';
import { type Lane, Lanes } from './lanes/lanes.ts';
import { subjectOf } from './subject.ts';
import type { Worked } from './threads/after-work.ts';
import { Threads } from './threads/threads.ts';

/** A light job that has worked for this long, in milliseconds, is a medium one. */
const PATIENCE = 250;
/** The same for one whose like have been light. */
const QUICK_PATIENCE = 4 * PATIENCE;
/** A medium job that has worked for this long, in milliseconds, is a heavy one. */
const MEDIUM_PATIENCE = 8 * PATIENCE;
/** Medium jobs at a time, beyond those that run where there is place among the heavy ones. */
const MEDIUM = 1;
/** The most jobs of one caller that wait in a lane. */
const WAITING = 5_000;

/** A thread that has worked at one job for this long, in milliseconds, lets the others go first from then on. */
const LONG = 1_000;

const SLOTS = SETTINGS.threads.read() ?? Math.max(2, availableParallelism());

/** Threads that are started ahead. Where that is one, requests are expected to come one at a time. */
const WARM = SETTINGS.warmThreads.read() ?? SLOTS + 1;

/** The lanes of what a client waits for: how long it takes is remembered. */
const WEIGHED: readonly Lane[] = ['light', 'medium', 'heavy'];

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
  'check-feature-view',
  'feature-tile',
  'check-frames',
  'frames',
];

/** Heavy jobs beyond the slots, of callers who have no other heavy job running: they do not wait for the minutes of somebody else. */
const GUESTS = SLOTS;

/** Fewer than all lanes together could use: what is not light leaves as many threads as there may be light jobs. */
const MOST_THREADS = 3 * SLOTS + MEDIUM;

let threads: Threads | undefined;

function allThreads(): Threads {
  threads ??= new Threads(MOST_THREADS, 2 * SLOTS, WARM > 1, {
    onIdle: () => lanes.proceed(),
    onFailure: (error) => lanes.fail(error),
  });
  return threads;
}

const weights = new KnownWeights(PATIENCE, MEDIUM_PATIENCE);

const lanes = new Lanes({
  slots: { light: SLOTS, medium: MEDIUM, heavy: SLOTS, brief: SLOTS, batch: SLOTS },
  guests: GUESTS,
  workers: {
    most: MOST_THREADS,
    count: () => allThreads().count(),
    idle: () => allThreads().idle(),
    grow: () => allThreads().grow(),
  },
  patience: PATIENCE,
  quickPatience: QUICK_PATIENCE,
  mediumPatience: MEDIUM_PATIENCE,
  waiting: WAITING,
});

/**
 * Runs a job in a worker thread, when it is its turn.
 * @param signal ends the job; the promise is then rejected with the signal's reason
 * @throws ServiceError for whatever the caller should be told; other errors are internal
 */
export async function runJob<J extends Job>(job: J, signal: AbortSignal): Promise<JobResults[J['kind']]> {
  const subject = subjectOf(job);
  let lane: Lane | undefined = firstLane(job, subject);
  while (lane) {
    signal.throwIfAborted();
    const attempted: Attempt<J> = await attempt(job, subject, lane, signal);
    if ('result' in attempted) return attempted.result;
    lane = attempted.next;
  }
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

/** What came of an attempt: its result, or, if it was stopped, the lane in which to try again; none if the caller's signal stopped it. */
type Attempt<J extends Job> = { readonly result: JobResults[J['kind']] } | { readonly next: Lane | undefined };

async function attempt<J extends Job>(
  job: J,
  subject: string | undefined,
  lane: Lane,
  signal: AbortSignal,
): Promise<Attempt<J>> {
  const { user, project } = job.caller;
  const way = new AbortController();
  let next: Lane | undefined;
  const giveWay = (to: Lane) => {
    next = to;
    way.abort();
  };
  const caller = user ?? `project ${project}`;
  const quick = weights.of(subject) === 'light';
  const scope = requestScope();
  const asked = performance.now();
  const turn = await lanes.enter({ caller, lane, quick, giveWay }, signal);
  let begun = asked;
  const begin = (worked: Worked) => {
    turn.begin(worked);
    begun = performance.now();
    scope?.measures.passed('wait', asked);
  };
  try {
    // The limit is sent along because a worker thread keeps the environment variables that it was started with.
    const limit = INTERACTIVE.includes(job.kind) ? { seconds: SETTINGS.interactiveSeconds.read() } : {};
    const stopping = AbortSignal.any([signal, way.signal]);
    const outcome = await allThreads().run(
      { job, ...limit, endpoint: scope?.endpoint ?? 'standard', profiled: scope?.profiled ?? false },
      subject,
      lane === 'batch' ? 0 : LONG,
      begin,
      (measured) => scope?.measures.add(measured, begun, user),
      stopping,
    );
    return outcome === 'stopped' ? { next } : (outcome as { readonly result: JobResults[J['kind']] });
  } finally {
    const milliseconds = turn.end();
    // How long it would have taken is not known if its caller went away.
    if (WEIGHED.includes(lane) && !signal.aborted) weights.remember(subject, milliseconds);
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

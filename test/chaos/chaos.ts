import { setTimeout as sleep } from 'node:timers/promises';
import { cloudTasks } from '../../functions/shared/google/cloud-tasks.ts';
import { firestore } from '../../functions/shared/google/firestore.ts';
import { assetBucket, storage } from '../../functions/shared/google/storage.ts';
import { scheduleDocument } from '../../functions/shared/schedules/documents.ts';
import { operations } from '../../functions/shared/tasks/documents.ts';
import { startLocalCloud } from '../../infra/local/cloud.ts';
import { type FaultPlan, type FaultRule, faults } from '../../infra/local/faults.ts';
import { callSweep } from '../../infra/local/scheduler.ts';
import { writeGeoTiff } from '../geotiff-writer.ts';
import { type Outcome, readOutcome } from './outcome.ts';
import { type Processes, startProcesses } from './processes.ts';
import { FORBIDDEN, RESULTS, SOURCE_TABLE, SOURCES, schedules, type Work, works } from './workload.ts';

/** How much is done, and under what. */
export interface ChaosOptions {
  /** Exports and imports. */
  readonly works: number;
  readonly schedules: number;
  readonly projects: number;
  /** Whether anything goes wrong. */
  readonly disturbed: boolean;
  /** Milliseconds between two blows to a process, on average. */
  readonly pause: number;
  /** Milliseconds after which nothing goes wrong any more: what is left has to come to its end. */
  readonly longest: number;
  readonly seed: number;
  /** The due time of the schedules, in milliseconds since 1970. */
  readonly due: number;
  /** Whether it is told how far it is. */
  readonly verbose: boolean;
}

const HOUR = 3_600_000;

/** Nobody may write there, disturbed or not. */
const ALWAYS: FaultRule = {
  service: 'storage',
  method: /^objects\.(insert|compose)$/,
  bucket: FORBIDDEN,
  fault: { kind: 'fail', status: 'PERMISSION_DENIED' },
  probability: 1,
};

/** What goes wrong in the cloud. */
const RULES: readonly FaultRule[] = [
  { service: 'storage', fault: { kind: 'fail', status: 'UNAVAILABLE' }, probability: 0.03 },
  { service: 'storage', fault: { kind: 'drop' }, probability: 0.02 },
  { service: 'storage', fault: { kind: 'delay', milliseconds: 200 }, probability: 0.02 },
  { service: 'firestore', method: /^Commit$/, fault: { kind: 'fail', status: 'ABORTED' }, probability: 0.05 },
  { service: 'firestore', method: /^Commit$/, fault: { kind: 'drop' }, probability: 0.03 },
  { service: 'firestore', fault: { kind: 'delay', milliseconds: 100 }, probability: 0.02 },
  { service: 'tasks', method: /^Dispatch$/, fault: { kind: 'duplicate' }, probability: 0.1 },
  { service: 'tasks', method: /^Dispatch$/, fault: { kind: 'drop' }, probability: 0.05 },
  { service: 'tasks', method: /^Dispatch$/, fault: { kind: 'delay', milliseconds: 500 }, probability: 0.05 },
  { service: 'tasks', method: /^CreateTask$/, fault: { kind: 'drop' }, probability: 0.05 },
];

/** Does a number of works, disturbed or not, in two processes over one local cloud, and tells what there is when all is over. */
export async function run(options: ChaosOptions): Promise<Outcome> {
  const { seed, disturbed } = options;
  const [always, sometimes] = [faults({ rules: [ALWAYS] }), faults({ rules: [...RULES], seed })];
  // Not before all is prepared.
  let isWild = false;
  const plan: FaultPlan = {
    before: (...call) => always.before(...call) ?? (isWild ? sometimes.before(...call) : undefined),
  };
  const cloud = await startLocalCloud({ faults: plan });
  const settings = {
    ...cloud.env,
    TERRANE_AUTH: 'open',
    TERRANE_LOG: process.env['TERRANE_LOG'] ?? 'off',
    TERRANE_LEASE_SECONDS: '3',
    TERRANE_EXPORT_SLOTS: '2',
    TERRANE_CHUNK_PIXELS: '1024',
    TERRANE_THREADS: '1',
    TERRANE_WARM_THREADS: '1',
  };
  Object.assign(process.env, settings);
  await prepare();
  const processes = await startProcesses(2, { ...process.env, ...settings });
  const ended = new AbortController();
  isWild = disturbed;
  const sweeps = sweeping(processes.url, ended.signal);
  const blows = disturbed ? striking(processes, options, () => isWild) : Promise.resolve();
  try {
    await start(options, processes.url);
    const calm = Date.now() + options.longest;
    await untilOver(options, () => {
      if (!isWild || Date.now() < calm) return;
      isWild = false;
      // Leases that were taken by a clock that was ahead are over by this one.
      processes.setAllClocks(2 * HOUR);
    });
    isWild = false;
    await blows;
    return await readOutcome([RESULTS, FORBIDDEN, assetBucket()]);
  } finally {
    isWild = false;
    ended.abort();
    await Promise.all([sweeps, blows]);
    await processes.stop();
    await cloud.stop();
    await cloudTasks().close();
    await firestore().terminate();
  }
}

/** Makes the buckets, and what is imported. */
async function prepare(): Promise<void> {
  for (const name of [RESULTS, FORBIDDEN, SOURCES, assetBucket()]) await storage().createBucket(name);
  const sources = storage().bucket(SOURCES);
  await sources.file('table.csv').save(SOURCE_TABLE, { resumable: false });
  const samples = new Uint8Array(64 * 64).map((_, i) => i);
  const keys = { 1024: 2, 1025: 1, 2048: 4326 };
  const image = Buffer.from(writeGeoTiff({ width: 64, height: 64, samples, place: [0.1, 0, 0.1, 0], keys }));
  await sources.file('image.tif').save(image, { resumable: false });
}

/** Starts everything: each call is made again until it is answered. */
async function start({ works: count, schedules: scheduled, projects, due }: ChaosOptions, url: string): Promise<void> {
  const submit = ({ project, method, body }: Work) => post(`${url}/v1/projects/${project}/${method}`, body);
  await inTurn(works(count, projects), submit);
  await inTurn(schedules(scheduled, projects), async ({ project, id, body }) => {
    await post(`${url}/v1/projects/${project}/schedules?scheduleId=${id}`, body);
    await scheduleDocument({ project, id }).update({ next: due });
  });
}

const AT_A_TIME = 10;

async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}

async function post(url: string, body: object): Promise<void> {
  for (;;) {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    const text = (await reply?.text().catch(() => '')) ?? '';
    // A schedule that is there was made by a call whose answer was lost.
    if (reply?.ok || reply?.status === 409) return;
    if (reply !== undefined && reply.status < 500 && reply.status !== 429) throw new Error(`${url}: ${text}`);
    await sleep(200);
  }
}

/** Calls the sweep again and again, as Cloud Scheduler does, but more often. */
async function sweeping(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await callSweep(url).then(
      (reply) => reply.text().catch(() => ''),
      () => '',
    );
    await sleep(1000, undefined, { signal }).catch(() => {});
  }
}

/** Strikes processes: kills them, ends their threads, and sets their clocks. */
async function striking(
  processes: Processes,
  { seed, pause, verbose }: ChaosOptions,
  isWild: () => boolean,
): Promise<void> {
  let state = seed;
  // A linear congruential sequence (Numerical Recipes): enough to choose by.
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const counts = { kills: 0, threads: 0, jumps: 0 };
  while (isWild()) {
    await sleep(pause * (0.5 + random()));
    if (!isWild()) break;
    const blow = random();
    if (blow < 0.4) {
      processes.kill(random());
      counts.kills++;
    } else if (blow < 0.7) {
      processes.endThread(random());
      counts.threads++;
    } else {
      processes.setClock(random(), (Math.floor(random() * 3) - 1) * HOUR);
      counts.jumps++;
    }
  }
  processes.setAllClocks(2 * HOUR);
  if (verbose) console.log(`struck: ${JSON.stringify(counts)}`);
}

/** Milliseconds after which something that does not end is an error. */
const PATIENCE = 240_000;

/** Waits until every work and schedule is over, and tidied up. */
async function untilOver(
  { works: count, schedules: scheduled, longest, verbose }: ChaosOptions,
  look: () => void,
): Promise<void> {
  const end = Date.now() + longest + PATIENCE;
  for (let last = -1; ; ) {
    look();
    const found = (await operations().select('state', 'litter', 'description').get()).docs.map((one) => one.data());
    const over = found.filter(({ state, litter }) => ['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(state) && !litter);
    if (over.length >= count + scheduled && over.length === found.length) return;
    if (Date.now() > end) {
      const open = found
        .filter((one) => !over.includes(one))
        .map(({ state, description }) => `${description} ${state}`);
      throw new Error(`Only ${over.length} of ${count + scheduled} are over: ${open.join(', ')}`);
    }
    if (verbose && over.length !== last) console.log(`${over.length} of ${count + scheduled} are over`);
    last = over.length;
    await sleep(500);
  }
}

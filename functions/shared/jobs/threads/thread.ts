import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { MessageChannel, Worker } from 'node:worker_threads';
import { answerReads } from '../../google/stored-read.ts';
import { SETTINGS } from '../../settings.ts';
import { STORED_READS } from './stored-reads.ts';
import type { Answer, Ready, Task, ThreadData } from './task.ts';

const CODE = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);

/**
 * Megabytes for objects that have just been made: what jobs make many of are arrays of pixels, which lie elsewhere. Node's own choice is several
 * times as much, and all of it is used before any is given back.
 */
const YOUNG = 16;

/** How nice a patient thread is, as Unix counts: beside others that compute it gets a tenth of what they get. */
const NICENESS = 10;

/** A worker thread, which does one task at a time. */
export class Thread {
  /** Resolved when its modules are loaded; rejected if it ends before. */
  readonly ready: Promise<void>;
  /** What it was last asked about. */
  subject: string | undefined;
  readonly #worker: Worker;
  #isPatient = false;
  #systemId: number | undefined;
  #over = false;
  /** Takes the next message, or the error that ends the thread. */
  #next: { resolve(message: unknown): void; reject(error: Error): void } | undefined;

  /** @param onEnd called once when the thread has ended, with the error if it had no task that could be told of it */
  constructor(onEnd: (thread: Thread, error: Error | undefined) => void) {
    const reads = new MessageChannel();
    answerReads(reads.port1, STORED_READS);
    const workerData: ThreadData = { reads: reads.port2 };
    // A worker that runs out of memory fails its task alone.
    this.#worker = new Worker(CODE, {
      workerData,
      transferList: [reads.port2],
      resourceLimits: { maxOldGenerationSizeMb: SETTINGS.workerMegabytes.read(), maxYoungGenerationSizeMb: YOUNG },
    });
    const ended = (error: Error | undefined) => {
      if (this.#over) return;
      this.#over = true;
      const waiting = this.#next;
      waiting?.reject(error ?? new Error('The worker thread has ended.'));
      onEnd(this, waiting ? undefined : error);
    };
    this.#worker.on('message', (message) => this.#next?.resolve(message));
    this.#worker.on('error', (error) => ended(error as Error));
    this.#worker.on('exit', () => ended(undefined));
    this.ready = this.#message().then((message) => {
      this.#systemId = (message as Ready).systemId;
    });
    // Nobody need wait for it.
    this.ready.catch(() => {});
  }

  /**
   * Runs a task.
   * @throws the error that ended the thread, if one did
   */
  run(task: Task): Promise<Answer> {
    const answer = this.#message() as Promise<Answer>;
    this.#worker.postMessage(task);
    return answer;
  }

  /**
   * The milliseconds that the operating system has let it wait for a processor since it began; 0 where that is not told. Linux counts them
   * (https://docs.kernel.org/scheduler/sched-stats.html, the second number of `schedstat`).
   */
  delayed(): number {
    if (this.#systemId === undefined) return 0;
    try {
      return Number(readFileSync(`/proc/self/task/${this.#systemId}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
    } catch {
      return 0;
    }
  }

  /** Whether it lets the other threads of the machine go first. */
  get isPatient(): boolean {
    return this.#isPatient;
  }

  /**
   * From now on it lets the other threads of the machine go first, in the middle of a task, too. There is no way back: only the superuser may
   * take a niceness back. On systems that do not tell the number of a thread it stays as urgent as it was.
   */
  becomePatient(): void {
    this.#isPatient = true;
    if (this.#systemId === undefined) return;
    try {
      setPriority(this.#systemId, NICENESS);
    } catch {
      // It has ended, or the machine does not allow it.
    }
  }

  /** Ends the thread, whatever it does. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  /** The process stays alive for as long as somebody waits for a message, and no longer. */
  async #message(): Promise<unknown> {
    this.#worker.ref();
    try {
      return await new Promise((resolve, reject) => {
        this.#next = { resolve, reject };
        if (this.#over) reject(new Error('The worker thread has ended.'));
      });
    } finally {
      this.#next = undefined;
      this.#worker.unref();
    }
  }
}

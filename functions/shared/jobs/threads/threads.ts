import { ServiceError } from '../../errors.ts';
import { writeLog } from '../../log.ts';
import type { Measured } from '../../measures/measured.ts';
import { afterWork, type Worked } from './after-work.ts';
import { StopFlag } from './stop-flag.ts';
import type { Answer, Task } from './task.ts';
import { Thread } from './thread.ts';

/** A job that has been stopped may go on for this long, in milliseconds, until its thread is ended. */
const GRACE = 1_000;

export interface ThreadEvents {
  /** A thread has become idle. */
  onIdle(): void;
  /** A thread could not be started. */
  onFailure(error: unknown): void;
}

/**
 * The threads of this process that compute. They are started as they are needed, and keep what they have read for the next tasks.
 *
 * Those that have done long work are patient from then on: the operating system lets the others, for whose answers somebody waits, go first.
 */
export class Threads {
  readonly #most: number;
  readonly #mostPatient: number;
  readonly #all = new Set<Thread>();
  /** Those without a task; the one that was used last stands last. */
  readonly #idle: Thread[] = [];
  readonly #events: ThreadEvents;
  readonly #spare: boolean;
  /** The start of a thread that is under way: one at a time. */
  #starting: Promise<boolean> | undefined;
  #closed = false;

  /**
   * @param most threads that there may be at a time
   * @param mostPatient patient threads that are kept
   * @param spare whether another thread is started as soon as all are busy, or patient: it takes some tenths of a second, and several times that
   * beside others that compute
   */
  constructor(most: number, mostPatient: number, spare: boolean, events: ThreadEvents) {
    this.#most = most;
    this.#mostPatient = mostPatient;
    this.#spare = spare;
    this.#events = events;
  }

  /** The number of threads, without one that is starting. */
  count(): number {
    return this.#all.size - (this.#starting ? 1 : 0);
  }

  /** The number of threads that have no task. */
  idle(): number {
    return this.#idle.length;
  }

  /**
   * Runs a task in an idle thread, of which there must be one.
   * @param subject what the task is about: a thread that was asked about it last is taken if it is free
   * @param patientAfter when a thread has worked at the task for so many milliseconds it becomes a patient one; 0 prefers a thread that is one
   * @param onBegin called when a thread begins with it
   * @param onMeasured called with what it took, also if it has failed
   * @param stopping stops it: within a second it ends by itself, or is ended together with its thread
   * @returns 'stopped' if it has ended without an answer because of that
   * @throws ServiceError for what the caller should be told; other errors are internal
   */
  async run(
    task: Omit<Task, 'stop'>,
    subject: string | undefined,
    patientAfter: number,
    onBegin: (worked: Worked) => void,
    onMeasured: (measured: Measured) => void,
    stopping: AbortSignal,
  ): Promise<{ readonly result: unknown } | 'stopped'> {
    if (stopping.aborted) return 'stopped';
    const thread = this.#take(subject, patientAfter === 0);
    const worked = workOf(thread);
    const callOff = this.#untilPatient(thread, patientAfter, worked);
    const flag = new StopFlag();
    let grace: NodeJS.Timeout | undefined;
    let ended = false;
    const stop = () => {
      flag.stop();
      grace = setTimeout(() => {
        ended = true;
        void thread.end();
      }, GRACE);
    };
    stopping.addEventListener('abort', stop, { once: true });
    onBegin(worked);
    try {
      const answer = await thread.run({ ...task, stop: flag.buffer });
      if (answer.measured) onMeasured(answer.measured);
      // One that is being ended takes no other task.
      if (!ended) this.#free(thread);
      return resultOf(answer);
    } catch (error) {
      if (ended) return 'stopped';
      if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        throw new ServiceError('INVALID_ARGUMENT', 'User memory limit exceeded.');
      }
      throw error;
    } finally {
      clearTimeout(grace);
      callOff();
      stopping.removeEventListener('abort', stop);
    }
  }

  /**
   * Starts threads ahead of their first tasks, one after the other, until there are `count`. The modules of one take some tenths of a second to
   * load, and several times that beside others that are busy.
   */
  async warmUp(count: number): Promise<void> {
    // One that fails is tried again when it is needed.
    while (this.#all.size < count && (await this.#start()));
  }

  /** Starts another thread, if there may be one more and none is starting already. */
  grow(): void {
    void this.#start();
  }

  /** Ends the threads; what they do is cut off. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#all].map((thread) => thread.end()));
  }

  #take(subject: string | undefined, isPatient: boolean): Thread {
    const last = (is: (thread: Thread) => boolean) => this.#idle.findLastIndex(is);
    const known = subject === undefined ? -1 : last((thread) => thread.subject === subject);
    const alike = last((thread) => thread.isPatient === isPatient);
    // Long work goes to where it was before; what somebody waits for does not go to a patient thread if it need not.
    const keeps = known >= 0 && (isPatient || alike < 0 || !this.#idle[known].isPatient);
    const [thread] = this.#idle.splice(keeps ? known : alike, 1);
    if (!thread) throw new Error('All threads are busy.');
    thread.subject = subject;
    this.#keepSpare();
    return thread;
  }

  #keepSpare(): void {
    if (this.#spare && !this.#idle.some(({ isPatient }) => !isPatient)) this.grow();
  }

  #untilPatient(thread: Thread, milliseconds: number, worked: Worked): () => void {
    if (milliseconds > 0) return afterWork(milliseconds, worked, () => this.#becomePatient(thread));
    this.#becomePatient(thread);
    return () => {};
  }

  #becomePatient(thread: Thread): void {
    if (thread.isPatient || !this.#all.has(thread)) return;
    thread.becomePatient();
    this.#keepSpare();
  }

  #free(thread: Thread): void {
    if (!this.#all.has(thread)) return;
    const patient = [...this.#all].filter(({ isPatient }) => isPatient).length;
    if (thread.isPatient && patient > this.#mostPatient) {
      // Its place is for one that is not.
      void thread.end();
      return;
    }
    this.#idle.push(thread);
    this.#events.onIdle();
  }

  /** @returns whether there is another thread */
  #start(): Promise<boolean> {
    if (this.#closed || this.#all.size >= this.#most) return Promise.resolve(false);
    this.#starting ??= this.#started();
    return this.#starting;
  }

  async #started(): Promise<boolean> {
    const thread = new Thread((ended, error) => this.#ended(ended, error));
    this.#all.add(thread);
    const failure = await thread.ready.then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    // Whoever is told may want the next one.
    this.#starting = undefined;
    if (!failure) this.#free(thread);
    else if (!this.#closed) this.#events.onFailure(failure.error);
    return failure === undefined;
  }

  #ended(thread: Thread, error: Error | undefined): void {
    this.#all.delete(thread);
    const at = this.#idle.indexOf(thread);
    if (at >= 0) this.#idle.splice(at, 1);
    if (error) writeLog('ERROR', 'A worker thread failed', { error });
    // Others may wait for it.
    this.#events.onIdle();
    this.#keepSpare();
  }
}

/** What a thread works from now on. */
function workOf(thread: Thread): Worked {
  const since = performance.now();
  const delayed = thread.delayed();
  // The two clocks differ by a little.
  return () => Math.max(0, performance.now() - since - (thread.delayed() - delayed));
}

function resultOf(answer: Answer): { readonly result: unknown } | 'stopped' {
  if ('stopped' in answer) return 'stopped';
  if ('refused' in answer) throw new ServiceError(answer.refused.status, answer.refused.message);
  if ('failed' in answer) throw answer.failed;
  return answer;
}

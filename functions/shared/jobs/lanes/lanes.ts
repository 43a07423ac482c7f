import { ServiceError } from '../../errors.ts';
import { LaneQueue } from './lane-queue.ts';
import { RecentUse } from './recent-use.ts';

/**
 * Where a job runs: `light` what is expected to be answered at once, `heavy` what has turned out not to be, `batch` the chunks of exports, for
 * which nobody waits, and `brief` the other work of exports and imports, which is short as a rule and must not wait for chunks.
 */
export type Lane = 'light' | 'heavy' | 'brief' | 'batch';

/** The threads that jobs run in. */
export interface Workers {
  /** Those that have no job. */
  idle(): number;
  /** Called when a job could run if there were another thread. */
  grow(): void;
}

export interface LaneOptions {
  readonly workers: Workers;
  /** The most jobs that run at a time in each lane. */
  readonly slots: Readonly<Record<Lane, number>>;
  /** More heavy jobs than there are slots for, each of a caller that has no other heavy job running. */
  readonly guests: number;
  /** A light job that has run for this long, in milliseconds, is a heavy one; one that is known to be quick after `quickPatience`. */
  readonly patience: number;
  readonly quickPatience: number;
  /** The most jobs of one caller that wait in a lane. */
  readonly waiting: number;
}

/** A job that wants to run. */
export interface Entrant {
  /** Whom its time is counted for. */
  readonly caller: string;
  readonly lane: Lane;
  /** It is known to be answered fast. */
  readonly quick?: boolean;
  /** Called if the job was light, has turned out to be heavy, and cannot go on now: it should stop, and enter the heavy lane. */
  giveWay(): void;
}

/** A slot in a lane, held while a job runs. */
export interface Turn {
  /** The job begins: its time counts from now on. */
  begin(): void;
  /**
   * The job has ended.
   * @returns the milliseconds that it has run
   */
  end(): number;
}

/** What the time of a job counts that was answered at once, as was expected: whoever asks for little goes before those whose jobs turn out to be heavy. */
const AT_ONCE = 0.1;

/** Of several that could use a thread, a light job gets it. */
const ORDER: readonly Lane[] = ['light', 'heavy', 'brief', 'batch'];

interface Running {
  readonly caller: string;
  /** Undefined once it has been asked to give way: it holds its thread a little longer, but no slot. */
  lane: Lane | undefined;
  /** Undefined until the job begins. */
  since: number | undefined;
}

interface Waiting {
  start(): void;
  reject(error: unknown): void;
}

/**
 * Lanes with slots for jobs. Light jobs never wait for heavy ones, and when jobs of several callers wait, the caller goes first that has had
 * least of late.
 */
export class Lanes {
  readonly #options: LaneOptions;
  readonly #queues = {
    light: new LaneQueue<Waiting>(),
    heavy: new LaneQueue<Waiting>(),
    brief: new LaneQueue<Waiting>(),
    batch: new LaneQueue<Waiting>(),
  };
  readonly #running = new Set<Running>();
  readonly #use = new RecentUse();

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /**
   * Waits for a slot.
   * @param signal ends the waiting; the promise is then rejected with its reason
   * @throws RESOURCE_EXHAUSTED if too many jobs of the caller wait already
   */
  async enter(entrant: Entrant, signal: AbortSignal): Promise<Turn> {
    signal.throwIfAborted();
    const { caller, lane, quick = false } = entrant;
    const queue = this.#queues[lane];
    if (queue.sizeOf(caller) >= this.#options.waiting) {
      throw new ServiceError('RESOURCE_EXHAUSTED', 'Too many concurrent requests.');
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        queue.remove(caller, waiting);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        start: () => {
          signal.removeEventListener('abort', leave);
          resolve(this.#start(entrant));
        },
        reject: (error) => {
          signal.removeEventListener('abort', leave);
          reject(error);
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      queue.push(caller, waiting, quick);
      this.#admit(lane);
    });
  }

  /** To be called when a thread has become idle. */
  proceed(): void {
    for (const lane of ORDER) this.#admit(lane);
  }

  /** To be called when a thread could not be started: one job of each lane fails, and the next one is tried again. */
  fail(error: unknown): void {
    const now = performance.now();
    for (const lane of ORDER) {
      this.#queues[lane]
        .next(
          () => true,
          (caller) => this.#used(caller, now),
        )
        ?.reject(error);
    }
    this.proceed();
  }

  #start({ caller, lane, quick, giveWay }: Entrant): Turn {
    const { patience, quickPatience } = this.#options;
    const running: Running = { caller, lane, since: undefined };
    this.#running.add(running);
    let timer: NodeJS.Timeout | undefined;
    return {
      begin: () => {
        running.since = performance.now();
        if (lane === 'light')
          timer = setTimeout(() => this.#outgrow(running, giveWay), quick ? quickPatience : patience);
      },
      end: () => {
        clearTimeout(timer);
        this.#running.delete(running);
        const now = performance.now();
        const milliseconds = now - (running.since ?? now);
        this.#use.add(caller, running.lane === 'light' ? AT_ONCE * milliseconds : milliseconds, now);
        if (running.lane) this.#admit(running.lane);
        return milliseconds;
      },
    };
  }

  /** A light job takes long: it becomes a heavy one if there is a slot for it. */
  #outgrow(running: Running, giveWay: () => void): void {
    if (!this.#hasSlot('heavy', running.caller)) {
      running.lane = undefined;
      giveWay();
    } else running.lane = 'heavy';
    this.#admit('light');
  }

  #admit(lane: Lane): void {
    const now = performance.now();
    const queue = this.#queues[lane];
    const mayGo = (caller: string) => this.#hasSlot(lane, caller);
    while (queue.some(mayGo)) {
      if (!this.#hasThread()) {
        // Whose turn it is, is seen when there is one.
        this.#options.workers.grow();
        return;
      }
      queue.next(mayGo, (caller) => this.#used(caller, now))?.start();
    }
  }

  /** Whether a thread is idle that is not meant for a job which is about to begin. */
  #hasThread(): boolean {
    const beginning = [...this.#running].filter(({ since }) => since === undefined);
    return this.#options.workers.idle() > beginning.length;
  }

  #hasSlot(lane: Lane, caller: string): boolean {
    const { slots, guests } = this.#options;
    const there = [...this.#running].filter((running) => running.lane === lane);
    if (there.length < slots[lane]) return true;
    return (
      lane === 'heavy' && there.length < slots.heavy + guests && there.every((running) => running.caller !== caller)
    );
  }

  /** What a caller has had, with what its running jobs have had so far. */
  #used(caller: string, now: number): number {
    let used = this.#use.of(caller, now);
    for (const running of this.#running) if (running.caller === caller) used += now - (running.since ?? now);
    return used;
  }
}

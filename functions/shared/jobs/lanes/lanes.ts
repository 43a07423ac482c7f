import { ServiceError } from '../../errors.ts';
import { afterWork, type Worked } from '../threads/after-work.ts';
import type { Used } from './fair-queue.ts';
import { LaneQueue } from './lane-queue.ts';
import { RecentUse } from './recent-use.ts';

/**
 * Where a job runs: `light` what is expected to be answered at once, `medium` what has turned out not to be, `heavy` what takes longer still,
 * `batch` the chunks of exports, for which nobody waits, and `brief` the other work of exports and imports, which is short as a rule and must not
 * wait for chunks. So each waits for those of its own kind: a queue with feedback, as operating systems have them.
 */
export type Lane = 'light' | 'medium' | 'heavy' | 'brief' | 'batch';

/** The threads that jobs run in. */
export interface Workers {
  /** The most that there may be. */
  readonly most: number;
  /** Those that there are. */
  count(): number;
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
  /** A light job that has worked for this long, in milliseconds, is a medium one; one that is known to be quick after `quickPatience`. */
  readonly patience: number;
  readonly quickPatience: number;
  /** A medium job that has worked for this long, in milliseconds, is a heavy one. */
  readonly mediumPatience: number;
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
  /** Called if the job takes too long for its lane, and cannot go on now: it should stop, and enter the lane that it is told. */
  giveWay(lane: Lane): void;
}

/** A slot in a lane, held while a job runs. */
export interface Turn {
  /** The job begins. @param worked how long it has worked so far */
  begin(worked: Worked): void;
  /**
   * The job has ended.
   * @returns the milliseconds that it has worked
   */
  end(): number;
}

/** What the time of a job counts that was answered at once, as was expected: whoever asks for little goes before those whose jobs turn out to be heavy. */
const AT_ONCE = 0.1;

/** Of several that could use a thread, a light job gets it. */
const ORDER: readonly Lane[] = ['light', 'medium', 'heavy', 'brief', 'batch'];

interface Running {
  readonly caller: string;
  /** Undefined once it has been asked to give way: it holds its thread a little longer, but no slot. */
  lane: Lane | undefined;
  /** Undefined until the job begins. */
  worked: Worked | undefined;
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
    medium: new LaneQueue<Waiting>(),
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
    const used = this.#usedSoFar();
    for (const lane of ORDER) this.#queues[lane].next(() => true, used)?.reject(error);
    this.proceed();
  }

  #start(entrant: Entrant): Turn {
    const running: Running = {
      caller: entrant.caller,
      lane: this.#laneWithSlot(entrant.lane, entrant.caller),
      worked: undefined,
    };
    this.#running.add(running);
    let callOff = () => {};
    const outgrowAfter = (milliseconds: number, worked: Worked) => {
      callOff = afterWork(milliseconds, worked, () => {
        this.#outgrow(running, entrant);
        if (running.lane === 'medium') outgrowAfter(this.#options.mediumPatience, worked);
      });
    };
    return {
      begin: (worked) => {
        running.worked = worked;
        if (running.lane === 'light') outgrowAfter(this.#patienceOf(entrant), worked);
        else if (running.lane === 'medium') outgrowAfter(this.#options.mediumPatience, worked);
      },
      end: () => {
        callOff();
        this.#running.delete(running);
        const milliseconds = running.worked?.() ?? 0;
        const counted = running.lane === 'light' ? AT_ONCE * milliseconds : milliseconds;
        this.#use.add(running.caller, counted, performance.now());
        this.proceed();
        return milliseconds;
      },
    };
  }

  #patienceOf({ quick }: Entrant): number {
    return quick ? this.#options.quickPatience : this.#options.patience;
  }

  /** A job takes long: it goes on in a lane for those that do if there is a slot for it. */
  #outgrow(running: Running, { caller, giveWay }: Entrant): void {
    // Whose jobs have turned out to be heavy is expected to have more of them: they would keep others from the place for medium ones.
    const next = running.lane === 'light' && !this.#hasHeavy(caller) ? 'medium' : 'heavy';
    running.lane = this.#leavesLight(running.lane === 'light' ? 1 : 0) ? this.#laneWithSlot(next, caller) : undefined;
    if (running.lane === undefined) giveWay(next);
    this.proceed();
  }

  #admit(lane: Lane): void {
    const queue = this.#queues[lane];
    let used: Used | undefined;
    const mayGo = (caller: string) => this.#laneWithSlot(lane, caller) !== undefined;
    const isFirst = (caller: string) => mayGo(caller) && (lane !== 'heavy' || !this.#hasHeavy(caller));
    while (queue.some(mayGo)) {
      const mayTake = lane === 'light' || this.#leavesLight(1);
      if (!mayTake || !this.#hasThread()) {
        // Whose turn it is, is seen when there is one.
        this.#options.workers.grow();
        return;
      }
      used ??= this.#usedSoFar();
      queue.next(queue.some(isFirst) ? isFirst : mayGo, used)?.start();
    }
  }

  /** Whether a thread is idle that is not meant for a job which is about to begin. */
  #hasThread(): boolean {
    const beginning = [...this.#running].filter(({ worked }) => worked === undefined);
    return this.#options.workers.idle() > beginning.length;
  }

  /** Whether `more` jobs that are not light leave as many threads as there may be light jobs, and one at once if such a job waits. */
  #leavesLight(more: number): boolean {
    const others = [...this.#running].filter(({ lane }) => lane !== 'light').length + more;
    const { workers, slots } = this.#options;
    return others + slots.light <= workers.most && (this.#queues.light.isEmpty() || others < workers.count());
  }

  /** The lane in which a job can go on that would run in `lane`: a medium one takes a place among the heavy ones if there is no other. */
  #laneWithSlot(lane: Lane, caller: string): Lane | undefined {
    const lanes: readonly Lane[] = lane === 'medium' ? ['medium', 'heavy'] : [lane];
    return lanes.find((one) => this.#hasSlot(one, caller));
  }

  #hasSlot(lane: Lane, caller: string): boolean {
    const { slots, guests } = this.#options;
    const there = [...this.#running].filter((running) => running.lane === lane).length;
    if (there < slots[lane]) return true;
    return lane === 'heavy' && there < slots.heavy + guests && !this.#hasHeavy(caller);
  }

  /** Whether a caller has a heavy job running. Who has none goes first, so that nobody waits for the minutes of who has several. */
  #hasHeavy(caller: string): boolean {
    return [...this.#running].some((running) => running.lane === 'heavy' && running.caller === caller);
  }

  /** What callers have had, with what their running jobs have had so far: of each job it is found out once. */
  #usedSoFar(): Used {
    const now = performance.now();
    const running = new Map<string, number>();
    for (const { caller, worked } of this.#running) running.set(caller, (running.get(caller) ?? 0) + (worked?.() ?? 0));
    return (caller) => this.#use.of(caller, now) + (running.get(caller) ?? 0);
  }
}

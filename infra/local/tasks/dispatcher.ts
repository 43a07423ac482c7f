import { setTimeout as wait } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import type { FaultPlan } from '../faults.ts';
import type { Courier, Outcome } from './delivery.ts';
import { responseStatus, succeeded } from './outcome-status.ts';
import { burstSize, type QueueConfig } from './queue-config.ts';
import { backoff, retries } from './retry.ts';
import type { Attempts, StoredTask, TaskStore } from './store.ts';
import { TokenBucket } from './token-bucket.ts';

/** A timer cannot be set farther (2^31 ms); an hour is often enough to look again. */
const LONGEST_TIMER = 3_600_000;

/** The state that the dispatchers of one server share. */
export interface DispatchContext {
  store: TaskStore;
  courier: Courier;
  faults: FaultPlan | undefined;
  /** Milliseconds for which the name of a finished task cannot be used again. */
  dedupeWindow: number;
}

/**
 * Dispatches the tasks of one queue: when they are due, within its rate and concurrency, again when they fail.
 *
 * Nothing is polled: it looks when a task comes, when an attempt ends, and when the timer for the next due task or the
 * next token of the rate strikes.
 */
export class Dispatcher {
  readonly #context: DispatchContext;
  readonly #queue: string;
  readonly #stopping = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  readonly #bucket: TokenBucket;
  #config: QueueConfig;
  #paused: boolean;
  /** Attempts that count against the concurrency: not those forced by RunTask. */
  #running = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(context: DispatchContext, queue: string, config: QueueConfig, paused: boolean) {
    this.#context = context;
    this.#queue = queue;
    this.#config = config;
    this.#paused = paused;
    const { maxDispatchesPerSecond } = config;
    this.#bucket = new TokenBucket(maxDispatchesPerSecond, burstSize(maxDispatchesPerSecond), Date.now());
  }

  /** Applies new settings, and dispatches the tasks that they allow. */
  configure(config: QueueConfig, paused: boolean): void {
    this.#config = config;
    this.#paused = paused;
    const { maxDispatchesPerSecond } = config;
    this.#bucket.configure(maxDispatchesPerSecond, burstSize(maxDispatchesPerSecond), Date.now());
    this.look();
  }

  /** Begins every attempt that is due and allowed now, and sets the timer for the next. */
  look(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (!this.#paused && !this.#stopping.signal.aborted && this.#running < this.#config.maxConcurrentDispatches) {
      const task = this.#context.store.nextTask(this.#queue);
      if (!task) return;
      const now = Date.now();
      const delay = task.due > now ? task.due - now : this.#bucket.take(now);
      if (delay > 0) {
        this.#timer = setTimeout(() => this.look(), Math.min(Math.ceil(delay), LONGEST_TIMER));
        return;
      }
      this.#running += 1;
      this.#begin(task, () => {
        this.#running -= 1;
      });
    }
  }

  /** Dispatches a task now, whatever the limits say, though it be under way. Returns it as it is dispatched. */
  run(task: StoredTask): StoredTask {
    return this.#begin({ ...task, due: Date.now() }, () => {});
  }

  /** Aborts running deliveries, which will be due again after a restart, and waits for them to end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await Promise.all(this.#underWay);
  }

  #begin(task: StoredTask, ended: () => void): StoredTask {
    const now = Date.now();
    const begun: StoredTask = {
      ...task,
      attempts: {
        ...task.attempts,
        dispatched: task.attempts.dispatched + 1,
        first: task.attempts.first ?? now,
        last: { scheduled: task.due, dispatched: now },
      },
    };
    this.#context.store.begin(task.serial, begun.attempts);
    const attempt = this.#attempt(begun).finally(() => {
      this.#underWay.delete(attempt);
      ended();
      this.look();
    });
    this.#underWay.add(attempt);
    return begun;
  }

  async #attempt(task: StoredTask): Promise<void> {
    const outcome = await this.#deliver(task);
    // Broken off by the stop: nothing is known of it, so nothing is recorded.
    if (this.#stopping.signal.aborted && !succeeded(outcome)) return;
    const { store, dedupeWindow } = this.#context;
    const now = Date.now();
    const attempts = afterAttempt(task.attempts, outcome, now);
    const { retry } = this.#config;
    if (succeeded(outcome) || !retries(retry, attempts.dispatched, now - attempts.first!)) {
      store.removeTask(task.serial, now + dedupeWindow);
      return;
    }
    const asked = outcome.kind === 'response' && [429, 503].includes(outcome.status) ? outcome.retryAfter : undefined;
    store.postpone(task.serial, attempts, now + Math.max(backoff(retry, attempts.dispatched - 1), asked ?? 0));
  }

  /** One delivery, with the faults that are planned for it. */
  async #deliver(task: StoredTask): Promise<Outcome> {
    const { courier, faults } = this.#context;
    const { signal } = this.#stopping;
    const fault = await faults?.before('tasks', 'Dispatch');
    switch (fault?.kind) {
      case 'fail':
        return { kind: 'unreachable', message: `injected ${fault.status}` };
      case 'delay':
        await wait(fault.milliseconds, undefined, { signal }).catch(() => {});
        break;
      case 'drop':
        await courier.deliver(task, signal);
        return { kind: 'unreachable', message: `injected ${status[status.UNAVAILABLE]}: the answer was lost` };
      case 'duplicate':
        return (await Promise.all([courier.deliver(task, signal), courier.deliver(task, signal)]))[0];
    }
    if (signal.aborted) return { kind: 'unreachable', message: 'stopped' };
    return courier.deliver(task, signal);
  }
}

function afterAttempt(before: Attempts, outcome: Outcome, now: number): Attempts {
  const responded = outcome.kind === 'response';
  const result = responseStatus(outcome);
  return {
    ...before,
    responded: before.responded + (responded ? 1 : 0),
    executed: before.executed + (responded && outcome.status < 500 ? 1 : 0),
    last: { ...before.last!, responded: now, status: result },
    ...(responded ? { previousResponse: outcome.status } : {}),
    retryReason: result.message,
  };
}

import { ServiceError } from '../errors.ts';
import { writeLog } from '../log.ts';
import type { Limits } from './limits.ts';
import { LocalUse } from './local-use.ts';
import { SharedUse } from './shared-use.ts';
import type { Use } from './use.ts';

/** The time between two exchanges with other instances, in milliseconds. */
const INTERVAL = 1_000;
/** Less than this part of a limit is not told to others. */
const WORTH_TELLING = 1 / 20;
/** The most keys of which others are told at a time. */
const MOST_TOLD = 200;

/** Somebody whose use is counted: a user or a project. */
export interface Party {
  readonly key: string;
  readonly limits: Limits;
}

/**
 * Counts the requests and computations of users and projects, on this instance and on others, and refuses what is beyond their limits. Other
 * instances are heard of within a second or two.
 */
export class Quota {
  readonly #local = new LocalUse();
  readonly #shared = new SharedUse();
  /** The limits of those whose use others may have to know. */
  readonly #limits = new Map<string, Limits>();
  #timer: NodeJS.Timeout | undefined;

  /**
   * Counts a request.
   * @throws RESOURCE_EXHAUSTED if it is one too many for one of the parties
   */
  request(parties: readonly Party[], now = Date.now()): void {
    for (const { key, limits } of parties) {
      if (this.#use(key, now).perSecond < limits.perSecond) continue;
      throw exhausted(`Quota exceeded: Too many requests. The limit of ${key} is ${limits.perSecond} per second.`);
    }
    for (const { key } of parties) this.#local.request(key, now);
    this.#watch(parties);
  }

  /**
   * Counts a computation that begins.
   * @returns a function to be called when it has ended
   * @throws RESOURCE_EXHAUSTED if it is one too many for one of the parties
   */
  computation(parties: readonly Party[], now = Date.now()): () => void {
    if (parties.some(({ key, limits }) => this.#use(key, now).running >= limits.running)) {
      throw exhausted('Too many concurrent aggregations.');
    }
    for (const { key } of parties) this.#local.computation(key, 1);
    this.#watch(parties);
    return () => {
      for (const { key } of parties) this.#local.computation(key, -1);
    };
  }

  /** Tells the other instances what is used of this one, and hears of them. */
  async exchange(now = Date.now()): Promise<void> {
    this.#local.forgetSilent(now);
    const uses = new Map<string, Use>();
    for (const [key, limits] of this.#limits) {
      const use = this.#local.of(key, now);
      const worth = Math.max(use.running / limits.running, use.perSecond / limits.perSecond);
      if (worth >= WORTH_TELLING && uses.size < MOST_TOLD) uses.set(key, use);
      else if (use.running === 0 && use.perSecond === 0) this.#limits.delete(key);
    }
    await this.#shared.exchange(uses, now);
  }

  /** Exchanges regularly for as long as somebody uses anything. */
  #watch(parties: readonly Party[]): void {
    for (const { key, limits } of parties) this.#limits.set(key, limits);
    this.#timer ??= setInterval(() => {
      this.exchange().catch((error: unknown) => writeLog('WARNING', 'The quotas were not exchanged', { error }));
      if (this.#limits.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    }, INTERVAL).unref();
  }

  #use(key: string, now: number): Use {
    const [here, elsewhere] = [this.#local.of(key, now), this.#shared.ofOthers(key)];
    return { running: here.running + elsewhere.running, perSecond: here.perSecond + elsewhere.perSecond };
  }
}

function exhausted(message: string): ServiceError {
  return new ServiceError('RESOURCE_EXHAUSTED', message);
}

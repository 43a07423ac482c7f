import { freshMilliseconds } from '../google/fresh-cache.ts';
import { sharesWork } from '../request-scope.ts';

interface Joint<T> {
  readonly result: Promise<T>;
  /** When it began, as `performance.now` counts. */
  readonly since: number;
  readonly stopping: AbortController;
  waiting: number;
}

/** Work that several callers ask for at the same time, and that is done once for all of them; for requests that share no work, once each. */
export class JointWork<T> {
  readonly #underWay = new Map<string, Joint<T>>();

  /**
   * Waits for the work of a key, which is begun if it is not under way.
   * @param signal ends the waiting; the promise is then rejected with its reason
   * @param work is given a signal that stops it once nobody waits any more
   */
  run(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (!sharesWork()) return work(signal);
    const known = this.#underWay.get(key);
    // Who asks later may count on changes that it has not seen.
    const isFresh = known && performance.now() - known.since < freshMilliseconds() && !known.stopping.signal.aborted;
    return waitFor(isFresh ? known : this.#begin(key, work), signal);
  }

  #begin(key: string, work: (signal: AbortSignal) => Promise<T>): Joint<T> {
    const stopping = new AbortController();
    const result = work(stopping.signal).finally(() => {
      if (this.#underWay.get(key) === joint) this.#underWay.delete(key);
    });
    const joint: Joint<T> = { result, since: performance.now(), stopping, waiting: 0 };
    this.#underWay.set(key, joint);
    return joint;
  }
}

async function waitFor<T>(joint: Joint<T>, signal: AbortSignal): Promise<T> {
  const left = Promise.withResolvers<never>();
  const leave = () => {
    joint.waiting--;
    left.reject(signal.reason);
    if (joint.waiting === 0) joint.stopping.abort(signal.reason);
  };
  joint.waiting++;
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([joint.result, left.promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

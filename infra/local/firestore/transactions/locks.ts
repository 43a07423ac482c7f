import { FirestoreError } from '../errors.ts';

/** Someone who holds or waits for locks. The smaller `age` began earlier and wins a deadlock. */
export interface LockOwner {
  readonly age: number;
  /** Called when the owner loses a deadlock, after its waits were refused: it must give its locks back. */
  onDeadlock(): void;
}

interface Waiter {
  readonly owner: LockOwner;
  readonly key: string;
  settle(error?: FirestoreError): void;
}

/**
 * Exclusive locks by key, each with a queue in order of arrival.
 *
 * Why locks, and why exclusive. With optimistic control of 50 clients that change one document, one commit in 50
 * goes through a round and the client gives up after five attempts. The service's server SDKs lock what a read-write
 * transaction reads. Shared locks would let all 50 read, and then all wait for each other to write: a deadlock that
 * one survives. With one exclusive lock from the read on, each waits its turn and no attempt is in vain.
 */
export class LockTable {
  readonly #holders = new Map<string, LockOwner>();
  readonly #held = new Map<LockOwner, Set<string>>();
  readonly #queues = new Map<string, Waiter[]>();
  readonly #waits = new Map<LockOwner, Set<Waiter>>();
  /** Owners that have released their locks; locks that they still ask for must not be held for ever. */
  readonly #done = new WeakSet<LockOwner>();
  readonly #waitMilliseconds: number;

  /** @param waitMilliseconds how long a lock is waited for before the call is refused */
  constructor(waitMilliseconds: number) {
    this.#waitMilliseconds = waitMilliseconds;
  }

  /** Takes a lock if it is free or already the owner's. @throws ABORTED if the owner is done */
  tryAcquire(owner: LockOwner, key: string): boolean {
    if (this.#done.has(owner)) throw aborted();
    const holder = this.#holders.get(key);
    if (holder === undefined) this.#give(owner, key);
    return holder === undefined || holder === owner;
  }

  /**
   * Takes a lock, after waiting for those who came before.
   *
   * @throws ABORTED after too long a wait or as the youngest of a deadlock; CANCELLED when the signal is raised
   */
  async acquire(owner: LockOwner, key: string, signal: AbortSignal): Promise<void> {
    if (this.tryAcquire(owner, key)) return;
    await new Promise<void>((resolve, reject) => {
      const cancel = () => waiter.settle(new FirestoreError('CANCELLED', 'The caller has gone away.'));
      const timeout = () => waiter.settle(new FirestoreError('ABORTED', 'Transaction lock timeout.'));
      const timer = setTimeout(timeout, this.#waitMilliseconds);
      const waiter: Waiter = {
        owner,
        key,
        settle: (error) => {
          clearTimeout(timer);
          signal.removeEventListener('abort', cancel);
          this.#leave(waiter);
          if (error) reject(error);
          else resolve();
        },
      };
      this.#enter(waiter);
      if (signal.aborted) cancel();
      else signal.addEventListener('abort', cancel);
      this.#breakDeadlocks(owner);
    });
  }

  /** Releases all locks of an owner, to the first in each queue, and refuses those that it waits for or will ask for. */
  release(owner: LockOwner): void {
    this.#done.add(owner);
    for (const waiter of [...(this.#waits.get(owner) ?? [])]) waiter.settle(aborted());
    const keys = this.#held.get(owner) ?? [];
    this.#held.delete(owner);
    for (const key of keys) {
      this.#holders.delete(key);
      const next = this.#queues.get(key)?.[0];
      if (next) {
        this.#give(next.owner, key);
        next.settle();
        this.#grantRepeats(next.owner, key);
      }
    }
  }

  #give(owner: LockOwner, key: string): void {
    this.#holders.set(key, owner);
    const keys = this.#held.get(owner) ?? new Set();
    this.#held.set(owner, keys.add(key));
  }

  /** A transaction may read one document by two calls at once: the lock it was given serves both. */
  #grantRepeats(owner: LockOwner, key: string): void {
    for (const waiter of [...(this.#waits.get(owner) ?? [])]) if (waiter.key === key) waiter.settle();
  }

  #enter(waiter: Waiter): void {
    const queue = this.#queues.get(waiter.key) ?? [];
    queue.push(waiter);
    this.#queues.set(waiter.key, queue);
    const waits = this.#waits.get(waiter.owner) ?? new Set();
    this.#waits.set(waiter.owner, waits.add(waiter));
  }

  #leave(waiter: Waiter): void {
    const queue = (this.#queues.get(waiter.key) ?? []).filter((other) => other !== waiter);
    if (queue.length > 0) this.#queues.set(waiter.key, queue);
    else this.#queues.delete(waiter.key);
    const waits = this.#waits.get(waiter.owner);
    waits?.delete(waiter);
    if (waits?.size === 0) this.#waits.delete(waiter.owner);
  }

  /** Only a new wait can close a circle, so looking from its owner finds all there are. */
  #breakDeadlocks(owner: LockOwner): void {
    for (;;) {
      const circle = this.#circleThrough(owner);
      if (!circle) return;
      const victim = circle.reduce((youngest, other) => (other.age > youngest.age ? other : youngest));
      for (const waiter of [...(this.#waits.get(victim) ?? [])]) waiter.settle(aborted());
      victim.onDeadlock();
    }
  }

  /** The owners of a circle of waits that comes back to the given one. */
  #circleThrough(start: LockOwner): LockOwner[] | undefined {
    const seen = new Set<LockOwner>();
    const path: LockOwner[] = [];
    const visit = (owner: LockOwner): boolean => {
      path.push(owner);
      for (const next of this.#waitsFor(owner)) {
        if (next === start) return true;
        if (seen.has(next)) continue;
        seen.add(next);
        if (visit(next)) return true;
      }
      path.pop();
      return false;
    };
    return visit(start) ? path : undefined;
  }

  /** Those who must be done before an owner can go on: who is next ahead in each queue, else the holder. */
  *#waitsFor(owner: LockOwner): Iterable<LockOwner> {
    for (const waiter of this.#waits.get(owner) ?? []) {
      const queue = this.#queues.get(waiter.key) ?? [];
      const ahead = queue.slice(0, queue.indexOf(waiter)).findLast((other) => other.owner !== owner);
      const next = ahead?.owner ?? this.#holders.get(waiter.key);
      if (next && next !== owner) yield next;
    }
  }
}

function aborted(): FirestoreError {
  return new FirestoreError('ABORTED', 'Aborted due to cross-transaction contention. Please try again.');
}

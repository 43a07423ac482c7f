import { fromTimestamp, toTimestamp } from '../clock.ts';
import type { Engine } from '../engine.ts';
import type { Consistency, Timestamp } from '../messages.ts';
import type { QueryPlan } from '../query/plan.ts';
import { runQuery } from '../query/run.ts';
import type { StoredDocument } from '../storage/document.ts';
import { predicateLock } from './commit.ts';
import { checkReadTime, type Transaction } from './registry.ts';

export interface Caller {
  /** Raised when the call is cancelled or its client has gone. */
  readonly signal: AbortSignal;
  /** The client's address and port. */
  readonly connection: string;
}

/**
 * The documents as one call sees them: as they are now, as they were at a time, or, in a read-write transaction, locked.
 *
 * A read-write transaction reads the latest version of a document under its lock. Because no document that it has read can change before
 * it ends, all of them are as of its last read: one consistent state.
 */
export interface ReadView {
  /** The documents of the names, in their order; undefined for one that is not there. */
  get(names: readonly string[]): Promise<(StoredDocument | undefined)[]>;
  query(plan: QueryPlan): Promise<{ documents: StoredDocument[]; skipped: number }>;
  /** The time of the reads so far: to be asked for after them. */
  readTime(): Timestamp;
  /** The id of the transaction that the call began. */
  readonly begun?: Buffer;
}

/**
 * Runs a call's reads in the view that it asks for. A transaction that the call began and that its client will never
 * hear of, as the call failed or was cancelled, is ended.
 */
export async function withView<T>(
  engine: Engine,
  root: string,
  consistency: Consistency,
  caller: Caller,
  read: (view: ReadView) => Promise<T>,
): Promise<T> {
  const { store, transactions } = engine;
  const begun = consistency.newTransaction && transactions.begin(root, consistency.newTransaction, caller.connection);
  const transaction =
    begun ?? (consistency.transaction?.length ? transactions.get(root, consistency.transaction) : undefined);
  if (!transaction) {
    const time = consistency.readTime && checkReadTime(fromTimestamp(consistency.readTime), store.clock.read());
    return read(unlockedView(engine, time));
  }
  const view =
    transaction.snapshot === undefined
      ? lockingView(engine, transaction, caller.signal)
      : unlockedView(engine, transaction.snapshot);
  let heard = false;
  try {
    const result = await transactions.during(transaction, caller.connection, () =>
      read({ ...view, ...(begun && { begun: begun.id }) }),
    );
    heard = !caller.signal.aborted;
    return result;
  } finally {
    if (begun && !heard) transactions.end(begun);
  }
}

function unlockedView({ store }: Engine, time: number | undefined): ReadView {
  return {
    get: async (names) => names.map((name) => store.get(name, time)),
    query: async (plan) => runQuery(store, plan, time),
    readTime: () => toTimestamp(time ?? store.clock.read()),
  };
}

function lockingView({ store, locks }: Engine, transaction: Transaction, signal: AbortSignal): ReadView {
  return {
    async get(names) {
      for (const name of [...names].sort()) await locks.acquire(transaction, name, signal);
      return names.map((name) => store.get(name));
    },
    async query(plan) {
      // The same query of two transactions waits in turn, as it most often means to change what it finds.
      await locks.acquire(transaction, `query ${plan.key}`, signal);
      for (;;) {
        const result = runQuery(store, plan);
        const busy = result.documents.find(({ name }) => !locks.tryAcquire(transaction, name));
        if (!busy) {
          // From here on, who would add to or take from the results waits too (see affectedBy).
          locks.tryAcquire(transaction, predicateLock(transaction));
          transaction.predicates.push(plan);
          return result;
        }
        await locks.acquire(transaction, busy.name, signal);
      }
    },
    readTime: () => toTimestamp(store.clock.read()),
  };
}

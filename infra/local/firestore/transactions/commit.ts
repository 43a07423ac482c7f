import { toTimestamp } from '../clock.ts';
import type { Engine } from '../engine.ts';
import { FirestoreError } from '../errors.ts';
import type { Timestamp, Write, WriteResult } from '../messages.ts';
import type { StoredDocument } from '../storage/document.ts';
import type { LockOwner } from './locks.ts';
import type { Transaction } from './registry.ts';
import { stageWrites, writtenName } from './stage.ts';

export interface CommitReply {
  writeResults: WriteResult[];
  commitTime: Timestamp;
}

/** Commits all writes of a transaction, or none. In either case the transaction is over. */
export async function commitTransaction(
  engine: Engine,
  transaction: Transaction,
  writes: readonly Write[],
  signal: AbortSignal,
): Promise<CommitReply> {
  try {
    return await commitAs(engine, transaction, transaction.root, writes, signal);
  } finally {
    engine.transactions.end(transaction);
  }
}

/**
 * Commits writes that rest on no reads, all or none. They wait for the locks of transactions.
 *
 * Losing a deadlock is no reason to refuse them: nothing was read, so they are tried again within the time for locks.
 */
export async function commitWrites(
  engine: Engine,
  root: string,
  writes: readonly Write[],
  signal: AbortSignal,
): Promise<CommitReply> {
  const deadline = Date.now() + engine.lockWaitMilliseconds;
  const age = engine.transactions.nextAge();
  for (;;) {
    let lost = false;
    const owner: LockOwner = {
      age,
      onDeadlock: () => {
        lost = true;
        engine.locks.release(owner);
      },
    };
    try {
      return await commitAs(engine, owner, root, writes, signal);
    } catch (error) {
      const again = lost && error instanceof FirestoreError && error.status === 'ABORTED' && Date.now() < deadline;
      if (!again) throw error;
    } finally {
      engine.locks.release(owner);
    }
  }
}

async function commitAs(
  engine: Engine,
  owner: LockOwner,
  root: string,
  writes: readonly Write[],
  signal: AbortSignal,
): Promise<CommitReply> {
  const { store, locks, transactions } = engine;
  // In one order for all, so that two commits of the same documents do not lock each other out.
  const names = [...new Set(writes.map((write) => writtenName(write, root)))].sort();
  for (const name of names) if (!locks.tryAcquire(owner, name)) await locks.acquire(owner, name, signal);
  for (;;) {
    const time = store.clock.next();
    const { changes, results } = stageWrites(writes, root, (name) => store.get(name), time);
    const versions = changes.flatMap(({ before, after }) => [before, after]);
    const affected = transactions.affectedBy(
      owner,
      versions.filter((version): version is StoredDocument => version !== undefined),
    );
    if (!affected) {
      if (changes.length > 0) store.commit(time, changes);
      return { writeResults: results, commitTime: toTimestamp(time) };
    }
    await locks.acquire(owner, predicateLock(affected), signal);
  }
}

/** Held by a transaction that has run queries: who would change their results waits for it. */
export function predicateLock(transaction: Transaction): string {
  return `transaction ${transaction.id.toString('hex')}`;
}

import { DocumentStore } from './storage/store.ts';
import { LockTable } from './transactions/locks.ts';
import { type TransactionLimits, TransactionRegistry } from './transactions/registry.ts';

/** The state that calls work on. */
export interface Engine {
  readonly store: DocumentStore;
  readonly locks: LockTable;
  readonly transactions: TransactionRegistry;
  readonly lockWaitMilliseconds: number;
}

export interface EngineLimits extends TransactionLimits {
  /** The time in milliseconds that a call waits for a lock before it is refused with ABORTED. */
  lockWaitMilliseconds: number;
}

export const DEFAULT_LIMITS: EngineLimits = {
  idleMilliseconds: 60_000,
  totalMilliseconds: 270_000,
  orphanMilliseconds: 2_000,
  lockWaitMilliseconds: 30_000,
};

export function createEngine(dataDir: string | undefined, limits: EngineLimits): Engine {
  const store = new DocumentStore(dataDir);
  const locks = new LockTable(limits.lockWaitMilliseconds);
  const transactions = new TransactionRegistry(store, locks, limits);
  return { store, locks, transactions, lockWaitMilliseconds: limits.lockWaitMilliseconds };
}

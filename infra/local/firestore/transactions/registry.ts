import { randomBytes } from 'node:crypto';
import { fromTimestamp } from '../clock.ts';
import { FirestoreError, invalid } from '../errors.ts';
import type { TransactionOptions } from '../messages.ts';
import type { StoredDocument } from '../storage/document.ts';
import type { DocumentStore } from '../storage/store.ts';
import type { LockOwner, LockTable } from './locks.ts';

export interface TransactionLimits {
  /** A transaction that no call uses for so long is given up (the service: 60 s). */
  idleMilliseconds: number;
  /** The longest life of a transaction (the service: 270 s). */
  totalMilliseconds: number;
  /** The idle limit once the connection of its last call has closed: its client has most likely died. */
  orphanMilliseconds: number;
}

/** The condition of a query that a transaction has run: a change to or from a document that fits would have changed the query's result. */
export interface Predicate {
  fits(document: StoredDocument): boolean;
}

export interface Transaction extends LockOwner {
  readonly id: Buffer;
  readonly root: string;
  /** Microseconds: a read-only transaction sees the documents as they were then. Absent in a read-write one. */
  readonly snapshot?: number;
  readonly predicates: Predicate[];
  readonly expires: number;
  calls: number;
  /** The peer address of the connection of its last call. */
  connection: string;
  timer?: NodeJS.Timeout;
}

/** The transactions that are open, with their lives' limits. */
export class TransactionRegistry {
  readonly #open = new Map<string, Transaction>();
  readonly #store: DocumentStore;
  readonly #locks: LockTable;
  readonly #limits: TransactionLimits;
  #begun = 0;

  constructor(store: DocumentStore, locks: LockTable, limits: TransactionLimits) {
    this.#store = store;
    this.#locks = locks;
    this.#limits = limits;
  }

  /** The age of a new lock owner: counted, so that no two are equal. */
  nextAge(): number {
    this.#begun += 1;
    return this.#begun;
  }

  /**
   * Opens a transaction.
   *
   * One that retries an earlier one keeps its age, which its id carries: having lost a deadlock as the youngest it
   * will be the eldest in time, and cannot starve.
   */
  begin(root: string, options: TransactionOptions | undefined, connection: string): Transaction {
    const retried = options?.readWrite?.retryTransaction;
    const age = retried?.length === 16 ? Buffer.from(retried).readDoubleBE(0) : this.nextAge();
    const id = Buffer.concat([Buffer.alloc(8), randomBytes(8)]);
    id.writeDoubleBE(age);
    const transaction: Transaction = {
      id,
      age,
      root,
      ...(options?.readOnly && { snapshot: this.#snapshotTime(options.readOnly.readTime) }),
      predicates: [],
      expires: Date.now() + this.#limits.totalMilliseconds,
      calls: 0,
      connection,
      onDeadlock: () => this.end(transaction),
    };
    this.#open.set(id.toString('hex'), transaction);
    this.#rest(transaction);
    return transaction;
  }

  find(root: string, id: Uint8Array): Transaction | undefined {
    const transaction = this.#open.get(Buffer.from(id).toString('hex'));
    return transaction?.root === root ? transaction : undefined;
  }

  /** @throws INVALID_ARGUMENT, in the words by which the client knows that it may retry, if it is not open */
  get(root: string, id: Uint8Array): Transaction {
    const transaction = this.find(root, id);
    if (!transaction) throw invalid('The referenced transaction has expired or is no longer valid.');
    return transaction;
  }

  /** Runs a call of a transaction, which meanwhile does not count as idle. */
  async during<T>(transaction: Transaction, connection: string, call: () => Promise<T>): Promise<T> {
    clearTimeout(transaction.timer);
    transaction.calls += 1;
    transaction.connection = connection;
    try {
      return await call();
    } finally {
      transaction.calls -= 1;
      this.#rest(transaction);
    }
  }

  /** Ends a transaction, committed or not, and gives back its locks. */
  end(transaction: Transaction): void {
    clearTimeout(transaction.timer);
    this.#open.delete(transaction.id.toString('hex'));
    this.#locks.release(transaction);
  }

  /** Ends the transactions of a client that has gone, unless it shows up on another connection in time. */
  connectionClosed(connection: string): void {
    for (const transaction of this.#open.values()) {
      if (transaction.connection === connection) this.#rest(transaction, this.#limits.orphanMilliseconds);
    }
  }

  endAll(): void {
    for (const transaction of [...this.#open.values()]) this.end(transaction);
  }

  /** Another transaction whose query a change would have affected. */
  affectedBy(owner: LockOwner, documents: Iterable<StoredDocument>): Transaction | undefined {
    const others = [...this.#open.values()].filter((other) => other !== owner && other.predicates.length > 0);
    if (others.length === 0) return undefined;
    for (const document of documents) {
      const affected = others.find(({ predicates }) => predicates.some((predicate) => predicate.fits(document)));
      if (affected) return affected;
    }
    return undefined;
  }

  #rest(transaction: Transaction, idle = this.#limits.idleMilliseconds): void {
    if (transaction.calls > 0 || !this.#open.has(transaction.id.toString('hex'))) return;
    clearTimeout(transaction.timer);
    const left = Math.min(idle, transaction.expires - Date.now());
    transaction.timer = setTimeout(() => this.end(transaction), Math.max(0, left)).unref();
  }

  #snapshotTime(requested: { seconds?: string; nanos?: number } | undefined): number {
    const now = this.#store.clock.read();
    return requested ? checkReadTime(fromTimestamp(requested), now) : now;
  }
}

/** @throws INVALID_ARGUMENT for a time (microseconds) to come */
export function checkReadTime(time: number, now: number): number {
  if (time > now) throw new FirestoreError('INVALID_ARGUMENT', 'read_time must not be in the future.');
  return time;
}

import { EventEmitter } from 'node:events';
import { CommitClock } from '../clock.ts';
import { collectionOf, lastId } from '../names.ts';
import type { Change, CommittedChanges, StoredDocument } from './document.ts';
import { History } from './history.ts';
import { Journal } from './journal.ts';

/** The collections of a query: one by its full name, or all below `above` (with that id, if given). */
export type CollectionScope = { collection: string } | { above: string; collectionId?: string };

/**
 * The documents of all databases: on disk in the journal, in memory by collection (a collection is read whole when it is first needed,
 * because queries scan whole collections), and past versions for a while.
 */
export class DocumentStore {
  readonly clock: CommitClock;
  readonly #journal: Journal;
  readonly #history: History;
  /** The documents by the collection's full name; null where it has not been read from the journal yet. */
  readonly #collections = new Map<string, Map<string, StoredDocument> | null>();
  readonly #events = new EventEmitter<{ commit: [CommittedChanges] }>().setMaxListeners(0);

  constructor(dataDir: string | undefined) {
    this.#journal = new Journal(dataDir);
    const last = this.#journal.lastCommitTime();
    this.clock = new CommitClock(last);
    this.#history = new History(last);
    for (const collection of this.#journal.collections()) this.#collections.set(collection, null);
  }

  /** A document as it is now, or at a time (microseconds). */
  get(name: string, time?: number): StoredDocument | undefined {
    if (time !== undefined) {
      const past = this.#history.undo(time);
      if (past.has(name)) return past.get(name);
    }
    return this.#read(collectionOf(name))?.get(name);
  }

  /** The documents of a scope as they are now, or at a time (microseconds), in no order. */
  documents(scope: CollectionScope, time?: number): StoredDocument[] {
    const collections =
      'collection' in scope ? [scope.collection] : this.collectionNames().filter((name) => inScope(name, scope));
    const documents = collections.flatMap((name) => [...(this.#read(name)?.values() ?? [])]);
    const past = time === undefined ? undefined : this.#history.undo(time);
    if (!past?.size) return documents;
    const then = documents.filter(({ name }) => !past.has(name));
    for (const document of past.values())
      if (document && inScope(collectionOf(document.name), scope)) then.push(document);
    return then;
  }

  /** The full names of the collections that have documents. */
  collectionNames(): string[] {
    return [...this.#collections.keys()];
  }

  /** Makes changes durable, then visible, then known. */
  commit(time: number, changes: readonly Change[]): void {
    const commit = { time, changes };
    this.#journal.write(commit);
    for (const { name, after } of changes) {
      const collection = collectionOf(name);
      const documents = this.#read(collection) ?? new Map();
      if (after) documents.set(name, after);
      else documents.delete(name);
      if (documents.size > 0) this.#collections.set(collection, documents);
      else this.#collections.delete(collection);
    }
    this.#history.add(commit);
    this.#events.emit('commit', commit);
  }

  /** Calls back after each commit, in their order, until the returned function is called. */
  onCommit(listener: (commit: CommittedChanges) => void): () => void {
    this.#events.on('commit', listener);
    return () => this.#events.off('commit', listener);
  }

  reachesBackTo(time: number): boolean {
    return this.#history.reachesBackTo(time);
  }

  close(): void {
    this.#journal.close();
  }

  #read(collection: string): Map<string, StoredDocument> | undefined {
    const known = this.#collections.get(collection);
    if (known !== null) return known;
    const documents = new Map(this.#journal.readCollection(collection).map((document) => [document.name, document]));
    this.#collections.set(collection, documents);
    return documents;
  }
}

/** Whether a collection (by full name) belongs to a scope. */
export function inScope(collection: string, scope: CollectionScope): boolean {
  if ('collection' in scope) return collection === scope.collection;
  if (!collection.startsWith(`${scope.above}/`)) return false;
  return scope.collectionId === undefined || lastId(collection) === scope.collectionId;
}

import { FirestoreError } from '../errors.ts';
import type { CommittedChanges, StoredDocument } from './document.ts';

/** The retention of past versions: the service keeps an hour; a laptop needs less. */
const RETAINED_MICROS = 10 * 60 * 1e6;
const RETAINED_BYTES = 64 * 1024 * 1024;

/**
 * The commits of the last minutes, newest last, from which past states are reconstructed for read-only transactions, reads at a time and
 * resumed listeners. In memory: after a restart the past is gone.
 */
export class History {
  #commits: CommittedChanges[] = [];
  #bytes = 0;
  /** States at this time and later can be told. */
  #since: number;

  constructor(since: number) {
    this.#since = since;
  }

  add(commit: CommittedChanges): void {
    this.#commits.push(commit);
    this.#bytes += bytesOf(commit);
    let dropped = 0;
    for (const oldest of this.#commits) {
      if (oldest.time > commit.time - RETAINED_MICROS && this.#bytes <= RETAINED_BYTES) break;
      this.#bytes -= bytesOf(oldest);
      this.#since = oldest.time;
      dropped++;
    }
    if (dropped > 0) this.#commits.splice(0, dropped);
  }

  reachesBackTo(time: number): boolean {
    return time >= this.#since;
  }

  /**
   * The documents that changed after a time, each as it was at that time (undefined: not there).
   *
   * @throws FAILED_PRECONDITION if that is too long ago
   */
  undo(time: number): Map<string, StoredDocument | undefined> {
    if (!this.reachesBackTo(time)) {
      throw new FirestoreError('FAILED_PRECONDITION', 'The requested snapshot version is too old.');
    }
    const past = new Map<string, StoredDocument | undefined>();
    for (let at = this.#commits.length - 1; at >= 0 && this.#commits[at]!.time > time; at--) {
      for (const { name, before } of this.#commits[at]!.changes) past.set(name, before);
    }
    return past;
  }
}

function bytesOf(commit: CommittedChanges): number {
  return commit.changes.reduce((bytes, { before }) => bytes + 200 + (before?.size ?? 0), 0);
}

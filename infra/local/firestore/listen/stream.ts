import { fromTimestamp, toTimestamp } from '../clock.ts';
import type { Engine } from '../engine.ts';
import { FirestoreError } from '../errors.ts';
import type { Document, Target, Timestamp } from '../messages.ts';
import type { CommittedChanges } from '../storage/document.ts';
import { type Held, type ListenTarget, openTarget } from './targets.ts';

/** The client takes a stream that is silent for two minutes for dead. */
const HEARTBEAT_MILLISECONDS = 30_000;

export interface ListenRequest {
  database?: string;
  addTarget?: Target;
  removeTarget?: number;
}

export interface ListenReply {
  targetChange?: {
    targetChangeType?: 'NO_CHANGE' | 'ADD' | 'REMOVE' | 'CURRENT' | 'RESET';
    targetIds?: number[];
    cause?: { code: number; message: string };
    resumeToken?: Uint8Array;
    readTime?: Timestamp;
  };
  documentChange?: { document: Document; targetIds: number[] };
  documentDelete?: { document: string; removedTargetIds: number[]; readTime: Timestamp };
  documentRemove?: { document: string; removedTargetIds: number[]; readTime: Timestamp };
}

interface OpenTarget {
  readonly target: ListenTarget;
  held: Held;
}

/**
 * One client's stream of changes, for any number of targets.
 *
 * After each commit that changes what a target holds, the changes are sent, and then a message that says: this is
 * the state as of that time. Clients show nothing before it, so they see commits whole.
 */
export class ListenStream {
  readonly #engine: Engine;
  readonly #send: (reply: ListenReply) => void;
  readonly #targets = new Map<number, OpenTarget>();
  readonly #unsubscribe: () => void;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(engine: Engine, send: (reply: ListenReply) => void) {
    this.#engine = engine;
    this.#send = send;
    this.#unsubscribe = engine.store.onCommit((commit) => this.#onCommit(commit));
    this.#heartbeat = setInterval(() => this.#sendSnapshot(engine.store.clock.read()), HEARTBEAT_MILLISECONDS).unref();
  }

  receive(request: ListenRequest): void {
    if (request.addTarget) this.#add(request.addTarget);
    if (request.removeTarget !== undefined) this.#remove(request.removeTarget);
  }

  close(): void {
    this.#unsubscribe();
    clearInterval(this.#heartbeat);
  }

  #add(asked: Target): void {
    const id = asked.targetId ?? 1;
    try {
      const target = openTarget(this.#engine, asked);
      const time = this.#engine.store.clock.read();
      const held = target.read();
      const resumed = resumeTime(asked);
      const past =
        resumed !== undefined && this.#engine.store.reachesBackTo(resumed) ? target.read(resumed) : undefined;
      this.#send({ targetChange: { targetChangeType: 'ADD', targetIds: [id] } });
      // What the client holds is from before our memory: have it forget that, and send all anew.
      if (resumed !== undefined && !past) this.#send({ targetChange: { targetChangeType: 'RESET', targetIds: [id] } });
      this.#sendDifference(id, target, past ?? new Map(), held, time);
      for (const name of target.names) {
        if (held.has(name) || past?.has(name)) continue;
        this.#send({ documentDelete: { document: name, removedTargetIds: [id], readTime: toTimestamp(time) } });
      }
      const current = { targetIds: [id], resumeToken: resumeToken(time), readTime: toTimestamp(time) };
      this.#send({ targetChange: { targetChangeType: 'CURRENT', ...current } });
      this.#sendSnapshot(time);
      if (asked.once) this.#send({ targetChange: { targetChangeType: 'REMOVE', targetIds: [id] } });
      else this.#targets.set(id, { target, held });
    } catch (error) {
      if (!(error instanceof FirestoreError)) throw error;
      const cause = { code: error.code, message: error.message };
      this.#send({ targetChange: { targetChangeType: 'REMOVE', targetIds: [id], cause } });
    }
  }

  #remove(id: number): void {
    this.#targets.delete(id);
    this.#send({ targetChange: { targetChangeType: 'REMOVE', targetIds: [id] } });
  }

  #onCommit({ time, changes }: CommittedChanges): void {
    let told = false;
    for (const [id, open] of this.#targets) {
      const held = open.target.after(open.held, changes);
      if (held === open.held) continue;
      told = this.#sendDifference(id, open.target, open.held, held, time) || told;
      open.held = held;
    }
    if (told) this.#sendSnapshot(time);
  }

  /**
   * Sends the changes from one state of a target to another.
   * @returns whether there were any
   */
  #sendDifference(id: number, target: ListenTarget, before: Held, after: Held, time: number): boolean {
    const readTime = toTimestamp(time);
    let told = false;
    for (const [name, document] of after) {
      if (before.get(name)?.updateTime === document.updateTime) continue;
      this.#send({ documentChange: { document: target.project(document), targetIds: [id] } });
      told = true;
    }
    for (const document of before.keys()) {
      if (after.has(document)) continue;
      const removal = { document, removedTargetIds: [id], readTime };
      const exists = this.#engine.store.get(document) !== undefined;
      this.#send(exists ? { documentRemove: removal } : { documentDelete: removal });
      told = true;
    }
    return told;
  }

  /** Without target ids: all targets of the stream are consistent as of this time. */
  #sendSnapshot(time: number): void {
    const readTime = toTimestamp(time);
    this.#send({ targetChange: { targetChangeType: 'NO_CHANGE', readTime, resumeToken: resumeToken(time) } });
  }
}

/** A resume token is the time (microseconds) up to which the client has been told everything. */
function resumeToken(time: number): Buffer {
  const token = Buffer.alloc(8);
  token.writeDoubleBE(time);
  return token;
}

function resumeTime(target: Target): number | undefined {
  if (target.resumeToken?.length === 8) return Buffer.from(target.resumeToken).readDoubleBE(0);
  return target.readTime && fromTimestamp(target.readTime);
}

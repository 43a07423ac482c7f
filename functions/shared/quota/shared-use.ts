import { createHash, randomUUID } from 'node:crypto';
import { Timestamp } from '@google-cloud/firestore';
import { z } from 'zod';
import { firestore } from '../google/firestore.ts';
import { readDocuments } from '../google/stored.ts';
import { NOTHING, type Use } from './use.ts';

/** What an instance says is believed for this long, in milliseconds: it may have ended without a word. */
const BELIEVED = 5_000;

const record = z.object({
  key: z.string(),
  instance: z.string(),
  running: z.number(),
  perSecond: z.number(),
  expires: z.instanceof(Timestamp),
});

/**
 * What users and projects use of all instances. An instance says in Firestore what is used of it, a document for each key, and reads what
 * the others say. So a request costs nothing, and counts are some seconds old.
 */
export class SharedUse {
  readonly #instance: string = randomUUID();
  #others: ReadonlyMap<string, Use> = new Map();
  #said = new Set<string>();

  /** What is used of the other instances, as far as is known. */
  ofOthers(key: string): Use {
    return this.#others.get(key) ?? NOTHING;
  }

  /** Says what is used of this instance, and reads what is used of the others by the same keys. */
  async exchange(uses: ReadonlyMap<string, Use>, now: number): Promise<void> {
    if (uses.size === 0 && this.#said.size === 0) {
      this.#others = new Map();
      return;
    }
    const expires = Timestamp.fromMillis(now + BELIEVED);
    const writes = firestore().batch();
    for (const [key, use] of uses) writes.set(this.#document(key), { key, instance: this.#instance, ...use, expires });
    for (const key of this.#said) if (!uses.has(key)) writes.delete(this.#document(key));
    this.#said = new Set(uses.keys());
    const [others] = await Promise.all([this.#read([...uses.keys()], now), writes.commit()]);
    this.#others = others;
  }

  async #read(keys: readonly string[], now: number): Promise<ReadonlyMap<string, Use>> {
    const others = new Map<string, Use>();
    await Promise.all(
      keys.map(async (key) => {
        const found = readDocuments(record, await usage().where('key', '==', key).get());
        let { running, perSecond } = NOTHING;
        for (const one of found) {
          if (one.instance === this.#instance || one.expires.toMillis() < now) continue;
          running += one.running;
          perSecond += one.perSecond;
        }
        others.set(key, { running, perSecond });
      }),
    );
    return others;
  }

  #document(key: string) {
    return usage().doc(createHash('sha256').update(`${this.#instance} ${key}`).digest('base64url'));
  }
}

function usage() {
  return firestore().collection('usage');
}

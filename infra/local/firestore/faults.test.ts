import { afterEach, describe, expect, it } from 'vitest';
import { type FaultRule, faults } from '../faults.ts';
import { type FirestoreServer, startFirestore } from './server.ts';
import { clientOf } from './testing/client.ts';

const anyCommit = { service: 'firestore', method: /^Commit$/ } as const;

describe('a plan of faults', () => {
  const rule: FaultRule = { service: 'firestore', probability: 0.3, fault: { kind: 'drop' } };
  const draw = async (seed: number) => {
    const plan = faults({ rules: [rule], seed });
    return Promise.all(
      Array.from({ length: 200 }, async () => (await plan.before('firestore', 'Commit')) !== undefined),
    );
  };

  it('is the same for the same seed, and near its probability', async () => {
    expect(await draw(1)).toEqual(await draw(1));
    expect(await draw(1)).not.toEqual(await draw(2));
    const struck = (await draw(1)).filter(Boolean).length;
    expect(struck).toBeGreaterThan(40);
    expect(struck).toBeLessThan(80);
  });

  it('strikes so many times, where it is meant to', async () => {
    const plan = faults({ rules: [{ ...anyCommit, times: 2, fault: { kind: 'drop' } }] });
    expect(await plan.before('storage', 'Commit')).toBeUndefined();
    expect(await plan.before('firestore', 'RunQuery')).toBeUndefined();
    const struck = [1, 2, 3].map(() => plan.before('firestore', 'Commit'));
    expect(await Promise.all(struck)).toEqual([{ kind: 'drop' }, { kind: 'drop' }, undefined]);
  });
});

describe('a Firestore with faults', () => {
  let server: FirestoreServer;
  let end: () => Promise<void>;
  afterEach(() => end());
  const start = async (...rules: FaultRule[]) => {
    server = await startFirestore({ faults: faults({ rules }) });
    const db = clientOf(server);
    end = async () => {
      await db.terminate();
      await server.stop();
    };
    return db;
  };

  it('refuses before it does anything', async () => {
    const db = await start({ ...anyCommit, times: 1, fault: { kind: 'fail', status: 'PERMISSION_DENIED' } });
    await expect(db.doc('a/b').set({ n: 1 })).rejects.toMatchObject({ code: 7 });
    expect((await db.doc('a/b').get()).exists).toBe(false);
  });

  it('loses the answer to what it has done', async () => {
    const db = await start({ ...anyCommit, times: 1, fault: { kind: 'drop' } });
    // The client tries a commit again that is UNAVAILABLE, and finds its own document.
    await expect(db.doc('a/b').create({ n: 1 })).rejects.toMatchObject({ code: 6 });
    expect((await db.doc('a/b').get()).data()).toEqual({ n: 1 });
  });

  it('refuses streams in a way that the client retries', async () => {
    const fault = { kind: 'fail', status: 'UNAVAILABLE' } as const;
    const db = await start(
      { service: 'firestore', method: /^(RunQuery|BatchGetDocuments)$/, times: 2, fault },
      { service: 'firestore', method: /^Listen$/, times: 1, fault },
    );
    await db.doc('a/b').set({ n: 1 });
    expect((await db.collection('a').get()).size).toBe(1);
    expect((await db.doc('a/b').get()).exists).toBe(true);
    const size = await new Promise((resolve, reject) => {
      const stop = db.collection('a').onSnapshot((snapshot) => {
        stop();
        resolve(snapshot.size);
      }, reject);
    });
    expect(size).toBe(1);
  });

  it('delays', async () => {
    const db = await start({ ...anyCommit, times: 1, fault: { kind: 'delay', milliseconds: 200 } });
    const began = performance.now();
    await db.doc('a/b').set({ n: 1 });
    expect(performance.now() - began).toBeGreaterThan(190);
  });

  it('aborts transactions, which are run again', async () => {
    const db = await start({ ...anyCommit, times: 1, fault: { kind: 'fail', status: 'ABORTED' } });
    let attempts = 0;
    await db.runTransaction(async (transaction) => {
      attempts += 1;
      const n = (await transaction.get(db.doc('a/b'))).get('n') ?? 0;
      transaction.set(db.doc('a/b'), { n: n + 1 });
    });
    expect(attempts).toBe(2);
    expect((await db.doc('a/b').get()).get('n')).toBe(1);
  });
});

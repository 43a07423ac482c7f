import type { Firestore } from '@google-cloud/firestore';
import { afterEach, describe, expect, it } from 'vitest';
import type { EngineLimits } from '../engine.ts';
import { type FirestoreServer, startFirestore } from '../server.ts';
import { callOnce, callStream, clientOf, DATABASE, rawClientOf } from '../testing/client.ts';

const name = `${DATABASE}/documents/a/b`;

describe('a transaction whose client does not come back', () => {
  let server: FirestoreServer;
  let db: Firestore;
  afterEach(async () => {
    await db.terminate();
    await server.stop();
  });
  const start = async (limits: Partial<EngineLimits>) => {
    server = await startFirestore({ limits });
    db = clientOf(server);
    await db.doc('a/b').set({ n: 1 });
  };
  const readLocked = async (client: ReturnType<typeof rawClientOf>) => {
    const request = { database: DATABASE, documents: [name], newTransaction: { readWrite: {} } };
    const replies = await callStream<{ transaction: Buffer }>(client, 'BatchGetDocuments', request);
    return replies[0]!.transaction;
  };

  it('gives its locks back after the idle limit, and is then unknown', async () => {
    await start({ idleMilliseconds: 150 });
    const raw = rawClientOf(server);
    const began = performance.now();
    const transaction = await readLocked(raw);
    await db.doc('a/b').set({ n: 2 });
    expect(performance.now() - began).toBeGreaterThan(100);
    // In these words, on which the client runs the transaction again.
    await expect(callOnce(raw, 'Commit', { database: DATABASE, transaction })).rejects.toMatchObject({
      code: 3,
      details: expect.stringContaining('transaction has expired'),
    });
    raw.close();
  });

  it('gives its locks back soon after its connection is gone', async () => {
    await start({ orphanMilliseconds: 100 });
    const raw = rawClientOf(server);
    await readLocked(raw);
    raw.close();
    const began = performance.now();
    await db.doc('a/b').set({ n: 2 });
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('does not live beyond the total limit', async () => {
    await start({ totalMilliseconds: 150 });
    const raw = rawClientOf(server);
    await readLocked(raw);
    await db.doc('a/b').set({ n: 2 });
    expect((await db.doc('a/b').get()).get('n')).toBe(2);
    raw.close();
  });

  it('lets writers wait no longer than the lock limit', async () => {
    await start({ lockWaitMilliseconds: 100 });
    const raw = rawClientOf(server);
    const transaction = await readLocked(raw);
    // The bare client: the official one tries an aborted write again.
    const write = { database: DATABASE, writes: [{ update: { name, fields: {} } }] };
    await expect(callOnce(raw, 'Commit', write)).rejects.toMatchObject({ code: 10 });
    expect((await db.doc('a/b').get()).get('n')).toBe(1);
    await callOnce(raw, 'Rollback', { database: DATABASE, transaction });
    await db.doc('a/b').set({ n: 3 });
    raw.close();
  });

  it('gives no lock to a call that was cancelled while it waited', async () => {
    await start({});
    const [first, second] = [rawClientOf(server), rawClientOf(server)];
    const transaction = await readLocked(first);
    const waiting = second['BatchGetDocuments']!({
      database: DATABASE,
      documents: [name],
      newTransaction: { readWrite: {} },
    });
    waiting.on('error', () => {});
    await new Promise((resolve) => setTimeout(resolve, 50));
    waiting.cancel();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await callOnce(first, 'Rollback', { database: DATABASE, transaction });
    const began = performance.now();
    await db.doc('a/b').set({ n: 2 });
    expect(performance.now() - began).toBeLessThan(1000);
    first.close();
    second.close();
  });
});

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Timestamp } from '@google-cloud/firestore';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFirestore } from './server.ts';
import { callOnce, clientOf, DATABASE, rawClientOf } from './testing/client.ts';

describe('a Firestore in a folder', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'terrane-firestore-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('has everything after a restart, times included', async () => {
    const first = await startFirestore({ dataDir });
    const db = clientOf(first);
    const values = { n: 1.5, list: [Number.NaN, { at: new Timestamp(5, 6000) }], bytes: Buffer.from([1, 2]) };
    await db.doc('a/kept').set({ n: 0 });
    const { writeTime } = await db.doc('a/kept').set(values);
    await db.doc('a/kept/b/child').set({});
    await db.doc('a/gone').set({});
    await db.doc('a/gone').delete();
    const before = await db.doc('a/kept').get();
    await db.terminate();
    await first.stop();

    const second = await startFirestore({ dataDir });
    const again = clientOf(second);
    const after = await again.doc('a/kept').get();
    expect(after.data()).toEqual(values);
    expect(after.createTime).toEqual(before.createTime);
    expect(after.updateTime).toEqual(writeTime);
    expect((await again.collection('a').listDocuments()).map(({ id }) => id)).toEqual(['kept']);
    expect((await again.collectionGroup('b').get()).size).toBe(1);
    await again.terminate();
    await second.stop();
  });

  it('is open to one server at a time', async () => {
    const first = await startFirestore({ dataDir });
    await expect(startFirestore({ dataDir })).rejects.toThrow('another server');
    const other = join(dataDir, 'other');
    await expect(startFirestore({ dataDir: other, port: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.stop();
    await (await startFirestore({ dataDir })).stop();
    await (await startFirestore({ dataDir: other })).stop();
  });

  it('has what was answered when its process is killed', async () => {
    const child = fork(join(import.meta.dirname, 'testing/serve.ts'), [dataDir], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [port] = (await once(child, 'message')) as [number];
    // The bare client: the official one tries for minutes to reach a server that is gone.
    const client = rawClientOf({ host: '127.0.0.1', port });
    let answered = 0;
    const writing = (async () => {
      for (;;) {
        const write = { update: { name: `${DATABASE}/documents/log/${answered}` }, currentDocument: { exists: false } };
        await callOnce(client, 'Commit', { database: DATABASE, writes: [write] });
        answered += 1;
        if (answered === 200) child.kill('SIGKILL');
      }
    })();
    await expect(writing).rejects.toMatchObject({ code: 14 });
    client.close();
    expect(answered).toBeGreaterThanOrEqual(200);

    const server = await startFirestore({ dataDir });
    const again = clientOf(server);
    const found = (await again.collection('log').count().get()).data().count;
    expect(found).toBeGreaterThanOrEqual(answered);
    // At most the one whose answer was under way.
    expect(found).toBeLessThanOrEqual(answered + 1);
    await again.terminate();
    await server.stop();
  });

  it('goes on telling a listener after a restart', async () => {
    const first = await startFirestore({ dataDir });
    const db = clientOf(first);
    await db.doc('a/old').set({ n: 1 });
    const sizes: number[] = [];
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const stop = db.collection('a').onSnapshot((snapshot) => {
      sizes.push(snapshot.size);
      if (snapshot.docs.some(({ id }) => id === 'new')) resolve();
      else if (sizes.length === 1) void first.stop().then(() => restarted.resolve());
    }, reject);
    const restarted = Promise.withResolvers<void>();
    await restarted.promise;
    const second = await startFirestore({ dataDir, port: first.port });
    await db.doc('a/new').set({ n: 2 });
    await promise;
    expect(sizes).toEqual([1, 2]);
    stop();
    await db.terminate();
    await second.stop();
  });
});

import { expect, it } from 'vitest';
import { type Cloud, status } from './cloud.ts';

export function batchContract(cloud: Cloud): void {
  it('commits a batch of all kinds of writes at one time', async () => {
    const collection = cloud.collection('batch');
    await collection.doc('old').set({ n: 1 });
    await collection.doc('gone').set({ n: 1 });
    const batch = cloud.db.batch();
    batch.create(collection.doc('new'), { n: 1 });
    batch.update(collection.doc('old'), { n: 2 });
    batch.delete(collection.doc('gone'));
    batch.set(collection.doc('set'), { n: 1 });
    batch.update(collection.doc('set'), { m: 2 });
    await batch.commit();
    const found = await collection.get();
    expect(Object.fromEntries(found.docs.map((snapshot) => [snapshot.id, snapshot.data()]))).toEqual({
      new: { n: 1 },
      old: { n: 2 },
      set: { n: 1, m: 2 },
    });
    expect(new Set(found.docs.map(({ updateTime }) => updateTime.valueOf())).size).toBe(1);
  });

  it('commits none of a batch in which one write fails', async () => {
    const collection = cloud.collection('atomic');
    const batch = cloud.db.batch();
    batch.set(collection.doc('a'), { n: 1 });
    batch.update(collection.doc('missing'), { n: 1 });
    await expect(batch.commit()).rejects.toMatchObject(status('NOT_FOUND'));
    expect((await collection.get()).empty).toBe(true);
  });

  it('commits 500 writes at once', async () => {
    const collection = cloud.collection('large');
    const batch = cloud.db.batch();
    for (let index = 0; index < 500; index++) batch.set(collection.doc(`d${index}`), { index });
    expect(await batch.commit()).toHaveLength(500);
    expect((await collection.count().get()).data().count).toBe(500);
  });

  it('writes in bulk, each write by itself', async () => {
    const collection = cloud.collection('bulk');
    await collection.doc('d7').set({ there: true });
    const writer = cloud.db.bulkWriter({ throttling: false });
    const failures: string[] = [];
    writer.onWriteError((error) => {
      failures.push(`${error.documentRef.id} ${error.code}`);
      return false;
    });
    const written = await Promise.allSettled(
      Array.from({ length: 300 }, (_, index) => {
        const write = writer.create(collection.doc(`d${index}`), { index });
        if (index === 299) void writer.close();
        return write;
      }),
    );
    expect(failures).toEqual(['d7 6']);
    expect(written.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(299);
    expect((await collection.count().get()).data().count).toBe(300);
    expect((await collection.doc('d7').get()).data()).toEqual({ there: true });
  });
}

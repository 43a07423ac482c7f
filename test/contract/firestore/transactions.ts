import { expect, it } from 'vitest';
import { type Cloud, status } from './cloud.ts';

export function transactionContract(cloud: Cloud): void {
  it('loses no update of 50 clients that change one document at once', async () => {
    const document = cloud.collection('counter').doc('one');
    await document.set({ n: 0 });
    const clients = Array.from({ length: 50 }, () => cloud.client());
    const seen = await Promise.all(
      clients.map((client) =>
        client.runTransaction(async (transaction) => {
          const mine = client.doc(document.path);
          const n: number = (await transaction.get(mine)).get('n');
          transaction.update(mine, { n: n + 1 });
          return n;
        }),
      ),
    );
    expect((await document.get()).get('n')).toBe(50);
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });

  it('loses no update of a document that is not there at first', async () => {
    const document = cloud.collection('fresh').doc('one');
    await Promise.all(
      Array.from({ length: 10 }, () =>
        cloud.db.runTransaction(async (transaction) => {
          const n: number = (await transaction.get(document)).get('n') ?? 0;
          transaction.set(document, { n: n + 1 });
        }),
      ),
    );
    expect((await document.get()).get('n')).toBe(10);
  });

  it('shows a transaction of several writes whole or not at all', async () => {
    const collection = cloud.collection('halves');
    const [left, right] = [collection.doc('left'), collection.doc('right')];
    const write = (n: number) =>
      cloud.db.runTransaction(async (transaction) => {
        transaction.set(left, { n });
        transaction.set(right, { n });
      });
    await write(0);
    let writing = true;
    const writer = (async () => {
      for (let n = 1; n <= 40; n++) await write(n);
      writing = false;
    })();
    const states = new Set<number>();
    while (writing) {
      const found = await collection.get();
      const [a, b] = found.docs.map((snapshot) => snapshot.get('n'));
      expect(a).toBe(b);
      const both = await cloud.db.getAll(left, right);
      expect(both[0]!.get('n')).toBe(both[1]!.get('n'));
      states.add(a);
    }
    await writer;
    expect(states.size).toBeGreaterThan(1);
  });

  it('writes nothing if one of its writes fails', async () => {
    const collection = cloud.collection('atomic');
    await collection.doc('there').set({ n: 1 });
    const attempt = cloud.db.runTransaction(async (transaction) => {
      transaction.set(collection.doc('new'), { n: 1 });
      transaction.create(collection.doc('there'), { n: 2 });
    });
    await expect(attempt).rejects.toMatchObject(status('ALREADY_EXISTS'));
    expect((await collection.doc('new').get()).exists).toBe(false);
  });

  it('writes nothing if its function throws, and gives its locks back', async () => {
    const document = cloud.collection('rollback').doc('one');
    await document.set({ n: 1 });
    const attempt = cloud.db.runTransaction(async (transaction) => {
      await transaction.get(document);
      transaction.update(document, { n: 2 });
      throw new Error('changed my mind');
    });
    await expect(attempt).rejects.toThrow('changed my mind');
    expect((await document.get()).get('n')).toBe(1);
    await document.update({ n: 3 });
    expect((await document.get()).get('n')).toBe(3);
  });

  it('moves amounts between documents, from both ends at once, and keeps their sum', async () => {
    const collection = cloud.collection('accounts');
    const [a, b] = [collection.doc('a'), collection.doc('b')];
    await Promise.all([a.set({ n: 100 }), b.set({ n: 100 })]);
    const move = (from: typeof a, to: typeof a) =>
      cloud.db.runTransaction(
        async (transaction) => {
          const source = await transaction.get(from);
          const sink = await transaction.get(to);
          transaction.update(from, { n: source.get('n') - 1 });
          transaction.update(to, { n: sink.get('n') + 1 });
        },
        { maxAttempts: 20 },
      );
    await Promise.all(Array.from({ length: 12 }, (_, index) => (index % 3 === 0 ? move(b, a) : move(a, b))));
    const [left, right] = await cloud.db.getAll(a, b);
    expect(left!.get('n')).toBe(96);
    expect(right!.get('n')).toBe(104);
  });

  it('does not let a plain write slip between its reads and its writes', async () => {
    const document = cloud.collection('slip').doc('one');
    await document.set({ n: 1 });
    let plain: Promise<unknown> | undefined;
    await cloud.db.runTransaction(async (transaction) => {
      const n: number = (await transaction.get(document)).get('n');
      plain ??= cloud.client().doc(document.path).update({ n: 100 });
      await new Promise((resolve) => setTimeout(resolve, 50));
      transaction.update(document, { n: n + 1 });
    });
    await plain;
    // Either order is right; a lost plain write (2) is not.
    expect([100, 101]).toContain((await document.get()).get('n'));
  });

  it('reads one state in a read-only transaction while others write', async () => {
    const document = cloud.collection('readonly').doc('one');
    await document.set({ n: 1 });
    const seen = await cloud.db.runTransaction(
      async (transaction) => {
        const before = await transaction.get(document);
        await document.set({ n: 2 });
        const after = await transaction.get(document);
        return [before.get('n'), after.get('n')];
      },
      { readOnly: true },
    );
    expect(seen).toEqual([1, 1]);
    expect((await document.get()).get('n')).toBe(2);
  });

  it('reads a past state by its time', async () => {
    const collection = cloud.collection('past');
    const { writeTime } = await collection.doc('one').set({ n: 1 });
    await collection.doc('one').set({ n: 2 });
    await collection.doc('two').set({ n: 2 });
    const seen = await cloud.db.runTransaction(
      async (transaction) => {
        const found = await transaction.get(collection);
        return found.docs.map((snapshot) => snapshot.data());
      },
      { readOnly: true, readTime: writeTime },
    );
    expect(seen).toEqual([{ n: 1 }]);
  });
}

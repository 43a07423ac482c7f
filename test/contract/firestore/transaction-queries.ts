import { expect, it } from 'vitest';
import type { Cloud } from './cloud.ts';

export function transactionQueryContract(cloud: Cloud): void {
  it('never lets two of 20 dispatchers take more than there are slots', async () => {
    const jobs = cloud.collection('jobs');
    const batch = cloud.db.batch();
    for (let index = 0; index < 6; index++) batch.set(jobs.doc(`job${index}`), { state: 'PENDING', order: index });
    await batch.commit();
    const dispatch = () =>
      cloud.db.runTransaction(
        async (transaction) => {
          const running = await transaction.get(jobs.where('state', '==', 'RUNNING'));
          const pending = await transaction.get(jobs.where('state', '==', 'PENDING').orderBy('order').limit(1));
          if (running.size >= 2 || pending.empty) return undefined;
          transaction.update(pending.docs[0]!.ref, { state: 'RUNNING' });
          return pending.docs[0]!.id;
        },
        { maxAttempts: 20 },
      );
    const taken = await Promise.all(Array.from({ length: 20 }, dispatch));
    expect(taken.filter((id) => id !== undefined).sort()).toEqual(['job0', 'job1']);
    expect((await jobs.where('state', '==', 'RUNNING').get()).size).toBe(2);
  });

  it('keeps a rule on a set of documents, of which none is there at first', async () => {
    const members = cloud.collection('members');
    const join = (id: string) =>
      cloud.db.runTransaction(
        async (transaction) => {
          const present = await transaction.get(members.where('team', '==', 'red'));
          if (present.size < 3) transaction.create(members.doc(id), { team: 'red' });
        },
        { maxAttempts: 20 },
      );
    await Promise.all(Array.from({ length: 10 }, (_, index) => join(`member${index}`)));
    expect((await members.get()).size).toBe(3);
  });

  it('does not let a document come into its query unseen', async () => {
    const items = cloud.collection('items');
    const total = cloud.collection('totals').doc('one');
    await items.doc('a').set({ kind: 'x', n: 1 });
    let added: Promise<unknown> | undefined;
    await cloud.db.runTransaction(async (transaction) => {
      const found = await transaction.get(items.where('kind', '==', 'x'));
      added ??= cloud.client().doc(`${items.path}/b`).create({ kind: 'x', n: 10 });
      await new Promise((resolve) => setTimeout(resolve, 50));
      const sum = found.docs.reduce((n, snapshot) => n + snapshot.get('n'), 0);
      transaction.set(total, { sum, of: found.size });
    });
    await added;
    const [sum, late] = await Promise.all([total.get(), items.doc('b').get()]);
    // Serializable: either the document counts, or it was committed after the sum.
    const counted = sum.get('of') === 2;
    expect(sum.data()).toEqual(counted ? { sum: 11, of: 2 } : { sum: 1, of: 1 });
    expect(late.updateTime!.valueOf() > sum.updateTime!.valueOf()).toBe(!counted);
  });

  it('lets others write to the collection what its query does not ask for', async () => {
    const items = cloud.collection('free');
    await items.doc('a').set({ kind: 'x' });
    await cloud.db.runTransaction(async (transaction) => {
      await transaction.get(items.where('kind', '==', 'x'));
      await cloud.client().doc(`${items.path}/b`).set({ kind: 'y' });
      transaction.update(items.doc('a'), { seen: true });
    });
    expect((await items.get()).size).toBe(2);
  });

  it('counts in a transaction', async () => {
    const items = cloud.collection('counted');
    const add = () =>
      cloud.db.runTransaction(
        async (transaction) => {
          const count = (await transaction.get(items.count())).data().count;
          transaction.create(items.doc(`n${count}`), { n: count });
        },
        { maxAttempts: 20 },
      );
    await Promise.all(Array.from({ length: 8 }, add));
    const ids = (await items.orderBy('n').get()).docs.map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 8 }, (_, index) => `n${index}`));
  });
}

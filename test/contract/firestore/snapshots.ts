import type { DocumentSnapshot, QuerySnapshot } from '@google-cloud/firestore';
import { expect, it } from 'vitest';
import type { Cloud } from './cloud.ts';

/** The snapshots of a listener, one at a time, in their order. */
function collect<Snapshot>(
  listen: (onNext: (snapshot: Snapshot) => void, onError: (error: Error) => void) => () => void,
): { next(): Promise<Snapshot>; stop(): void; waiting(): number } {
  const arrived: Snapshot[] = [];
  const askers: PromiseWithResolvers<Snapshot>[] = [];
  let failure: Error | undefined;
  const stop = listen(
    (snapshot) => {
      const asker = askers.shift();
      if (asker) asker.resolve(snapshot);
      else arrived.push(snapshot);
    },
    (error) => {
      failure = error;
      for (const asker of askers) asker.reject(error);
    },
  );
  return {
    stop,
    waiting: () => arrived.length,
    async next() {
      if (arrived.length > 0) return arrived.shift()!;
      if (failure) throw failure;
      const asker = Promise.withResolvers<Snapshot>();
      askers.push(asker);
      return asker.promise;
    },
  };
}

const changes = (snapshot: QuerySnapshot) => snapshot.docChanges().map(({ type, doc }) => `${type} ${doc.id}`);
const ids = (snapshot: QuerySnapshot) => snapshot.docs.map(({ id }) => id);

export function snapshotContract(cloud: Cloud): void {
  it('follows a document from before it is there until it is gone', async () => {
    const document = cloud.collection('followed').doc('one');
    const snapshots = collect<DocumentSnapshot>((onNext, onError) => document.onSnapshot(onNext, onError));
    expect((await snapshots.next()).exists).toBe(false);
    await document.set({ n: 1 });
    expect((await snapshots.next()).data()).toEqual({ n: 1 });
    const { writeTime } = await document.update({ n: 2 });
    const updated = await snapshots.next();
    expect(updated.data()).toEqual({ n: 2 });
    expect(updated.updateTime!.isEqual(writeTime)).toBe(true);
    await document.delete();
    expect((await snapshots.next()).exists).toBe(false);
    snapshots.stop();
  });

  it('follows a query: what comes, changes and goes', async () => {
    const tasks = cloud.collection('followed');
    await tasks.doc('a').set({ state: 'PENDING', order: 2 });
    await tasks.doc('other').set({ state: 'DONE', order: 0 });
    const pending = tasks.where('state', '==', 'PENDING').orderBy('order');
    const snapshots = collect<QuerySnapshot>((onNext, onError) => pending.onSnapshot(onNext, onError));
    const first = await snapshots.next();
    expect(changes(first)).toEqual(['added a']);

    await tasks.doc('b').set({ state: 'PENDING', order: 1 });
    const second = await snapshots.next();
    expect(changes(second)).toEqual(['added b']);
    expect(ids(second)).toEqual(['b', 'a']);

    await tasks.doc('b').update({ order: 3 });
    const third = await snapshots.next();
    expect(changes(third)).toEqual(['modified b']);
    expect(ids(third)).toEqual(['a', 'b']);

    await tasks.doc('other').update({ order: 5 });
    await tasks.doc('a').update({ state: 'DONE' });
    const fourth = await snapshots.next();
    expect(changes(fourth)).toEqual(['removed a']);

    await tasks.doc('b').delete();
    const fifth = await snapshots.next();
    expect(changes(fifth)).toEqual(['removed b']);
    expect(fifth.empty).toBe(true);
    snapshots.stop();
  });

  it('lets the next one in when one leaves a limited query', async () => {
    const rows = cloud.collection('limited');
    await Promise.all([1, 2, 3].map((n) => rows.doc(`r${n}`).set({ n })));
    const query = rows.orderBy('n').limit(2);
    const snapshots = collect<QuerySnapshot>((onNext, onError) => query.onSnapshot(onNext, onError));
    expect(ids(await snapshots.next())).toEqual(['r1', 'r2']);
    await rows.doc('r1').delete();
    const next = await snapshots.next();
    expect(ids(next)).toEqual(['r2', 'r3']);
    expect(changes(next)).toEqual(['removed r1', 'added r3']);
    await rows.doc('r0').set({ n: 0 });
    expect(ids(await snapshots.next())).toEqual(['r0', 'r2']);
    snapshots.stop();
  });

  it('shows a batch whole', async () => {
    const rows = cloud.collection('whole');
    const snapshots = collect<QuerySnapshot>((onNext, onError) => rows.onSnapshot(onNext, onError));
    expect((await snapshots.next()).size).toBe(0);
    const batch = cloud.db.batch();
    for (let index = 0; index < 20; index++) batch.set(rows.doc(`r${index}`), { index });
    await batch.commit();
    expect((await snapshots.next()).size).toBe(20);
    snapshots.stop();
  });

  it('tells several listeners, and no longer those that have stopped', async () => {
    const document = cloud.collection('several').doc('one');
    const listener = () => collect<DocumentSnapshot>((onNext, onError) => document.onSnapshot(onNext, onError));
    const [staying, leaving] = [listener(), listener()];
    await Promise.all([staying.next(), leaving.next()]);
    leaving.stop();
    await document.set({ n: 1 });
    expect((await staying.next()).data()).toEqual({ n: 1 });
    expect(leaving.waiting()).toBe(0);
    staying.stop();
  });
}

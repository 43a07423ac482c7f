import { FieldPath, GeoPoint, type Query, Timestamp } from '@google-cloud/firestore';
import { expect, it } from 'vitest';
import type { Cloud } from './cloud.ts';

export function orderContract(cloud: Cloud): void {
  const ids = async (query: Query) => (await query.get()).docs.map(({ id }) => id);

  it('orders values of all types', async () => {
    const collection = cloud.collection('types');
    const inOrder: unknown[] = [
      null,
      false,
      true,
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      -1,
      0,
      0.5,
      1,
      2 ** 53,
      Number.POSITIVE_INFINITY,
      new Timestamp(1, 0),
      new Timestamp(1, 1000),
      '',
      'Z',
      'a',
      'ab',
      'é',
      '\uffee',
      '🌍',
      Buffer.from([]),
      Buffer.from([1]),
      Buffer.from([1, 0]),
      cloud.db.doc('a/b'),
      cloud.db.doc('a/b/c/d'),
      cloud.db.doc('a-/b'),
      new GeoPoint(-1, 5),
      new GeoPoint(1, -5),
      [],
      [1],
      [1, 2],
      [2],
      {},
      { a: 1 },
      { a: 1, b: 1 },
      { a: 2 },
      { b: 0 },
    ];
    const batch = cloud.db.batch();
    // Ids that run against the values' order, so that a query that forgets to sort is found out.
    const id = (index: number) => `d${String(inOrder.length - index).padStart(3, '0')}`;
    for (const [index, value] of inOrder.entries()) batch.set(collection.doc(id(index)), { value });
    await batch.commit();
    const expected = inOrder.map((_, index) => id(index));
    expect(await ids(collection.orderBy('value'))).toEqual(expected);
    expect(await ids(collection.orderBy('value', 'desc'))).toEqual(expected.toReversed());
  });

  it('orders 64-bit integers exactly', async () => {
    const client = cloud.client();
    client.settings({ useBigInt: true });
    const collection = client.collection(cloud.collection('big').path);
    await collection.doc('a').set({ n: 2n ** 53n + 1n });
    await collection.doc('b').set({ n: 2n ** 53n });
    await collection.doc('c').set({ n: 2n ** 53n + 2n });
    expect(await ids(collection.orderBy('n'))).toEqual(['b', 'a', 'c']);
  });

  it('orders by several fields, and by name where they are equal', async () => {
    const tasks = cloud.collection('tasks');
    const rows: [string, number, number][] = [
      ['d', 1, 5],
      ['a', 1, 5],
      ['c', 2, 1],
      ['b', 2, 9],
      ['e', 1, 7],
    ];
    await Promise.all(rows.map(([id, priority, created]) => tasks.doc(id).set({ priority, created })));
    await tasks.doc('incomplete').set({ priority: 9 });
    expect(await ids(tasks.orderBy('priority', 'desc').orderBy('created'))).toEqual(['c', 'b', 'a', 'd', 'e']);
    expect(await ids(tasks.orderBy('priority').orderBy('created', 'desc'))).toEqual(['e', 'd', 'a', 'b', 'c']);
    expect(await ids(tasks.where('priority', '==', 1).orderBy('created', 'desc'))).toEqual(['e', 'd', 'a']);
  });

  it('orders by name if nothing else is asked for, in bytes and by segments', async () => {
    const collection = cloud.collection('names');
    const names = ['B', 'a', 'a-', 'aa', 'b', 'ä', '\uffee', '🌍'];
    await Promise.all(names.toReversed().map((name) => collection.doc(name).set({})));
    expect(await ids(collection)).toEqual(names);
    expect(await ids(collection.orderBy(FieldPath.documentId(), 'desc'))).toEqual(names.toReversed());
  });

  it('orders by an inequality field unasked', async () => {
    const collection = cloud.collection('implied');
    await Promise.all([3, 1, 2].map((n, index) => collection.doc(`d${index}`).set({ n })));
    expect(await ids(collection.where('n', '>', 0))).toEqual(['d1', 'd2', 'd0']);
  });
}

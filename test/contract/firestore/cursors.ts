import type { Query } from '@google-cloud/firestore';
import { beforeAll, expect, it } from 'vitest';
import type { Cloud } from './cloud.ts';

export function cursorContract(cloud: Cloud): void {
  let rows: ReturnType<Cloud['collection']>;
  let byN: Query;
  beforeAll(async () => {
    rows = cloud.collection('rows');
    byN = rows.orderBy('n');
    const batch = cloud.db.batch();
    for (let index = 0; index < 10; index++) {
      batch.set(rows.doc(`r${index}`), { n: index, group: Math.floor(index / 4) });
    }
    await batch.commit();
  });
  const numbers = async (query: Query) => (await query.get()).docs.map((snapshot) => snapshot.get('n'));

  it('starts and ends at values, with them or without', async () => {
    expect(await numbers(byN.startAt(3).endAt(6))).toEqual([3, 4, 5, 6]);
    expect(await numbers(byN.startAfter(3).endBefore(6))).toEqual([4, 5]);
    expect(await numbers(rows.orderBy('n', 'desc').startAfter(8).endAt(6))).toEqual([7, 6]);
  });

  it('starts at the values of several orders, or of the first of them', async () => {
    const query = rows.orderBy('group', 'desc').orderBy('n');
    expect(await numbers(query.startAt(1, 6))).toEqual([6, 7, 0, 1, 2, 3]);
    expect(await numbers(query.startAfter(1))).toEqual([0, 1, 2, 3]);
  });

  it('starts after a document', async () => {
    const document = await rows.doc('r5').get();
    expect(await numbers(byN.startAfter(document))).toEqual([6, 7, 8, 9]);
    expect(await numbers(rows.orderBy('group').startAfter(document))).toEqual([6, 7, 8, 9]);
    expect(await numbers(rows.where('n', '>', 2).startAt(document).limit(2))).toEqual([5, 6]);
    expect(await numbers(rows.startAfter(document))).toEqual([6, 7, 8, 9]);
  });

  it('limits and skips', async () => {
    expect(await numbers(byN.limit(3))).toEqual([0, 1, 2]);
    expect(await numbers(byN.offset(8).limit(5))).toEqual([8, 9]);
    expect(await numbers(byN.offset(20))).toEqual([]);
  });

  it('gives the last ones, in order', async () => {
    expect(await numbers(byN.limitToLast(3))).toEqual([7, 8, 9]);
    expect(await numbers(byN.endBefore(5).limitToLast(2))).toEqual([3, 4]);
    expect(await numbers(rows.orderBy('group', 'desc').orderBy('n').limitToLast(2))).toEqual([2, 3]);
  });

  it('goes through all pages, each document once', async () => {
    const seen: number[] = [];
    let query = rows.orderBy('group').limit(3);
    for (;;) {
      const page = await query.get();
      if (page.empty) break;
      seen.push(...page.docs.map((snapshot) => snapshot.get('n')));
      query = rows.orderBy('group').limit(3).startAfter(page.docs.at(-1)!);
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('streams', async () => {
    const seen: number[] = [];
    for await (const snapshot of byN.stream() as AsyncIterable<unknown>) {
      seen.push((snapshot as { get(field: string): number }).get('n'));
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
}

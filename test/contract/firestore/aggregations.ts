import { AggregateField } from '@google-cloud/firestore';
import { beforeAll, expect, it } from 'vitest';
import type { Cloud } from './cloud.ts';

export function aggregationContract(cloud: Cloud): void {
  let rows: ReturnType<Cloud['collection']>;
  beforeAll(async () => {
    rows = cloud.collection('rows');
    await Promise.all([
      rows.doc('a').set({ n: 1, group: 'x' }),
      rows.doc('b').set({ n: 2, group: 'x' }),
      rows.doc('c').set({ n: 4.5, group: 'y' }),
      rows.doc('d').set({ n: 'text', group: 'y' }),
      rows.doc('e').set({ group: 'y' }),
    ]);
  });

  it('counts', async () => {
    expect((await rows.count().get()).data()).toEqual({ count: 5 });
    expect((await rows.where('group', '==', 'x').count().get()).data()).toEqual({ count: 2 });
    expect((await rows.limit(3).count().get()).data()).toEqual({ count: 3 });
    expect((await rows.where('group', '==', 'none').count().get()).data()).toEqual({ count: 0 });
  });

  it('adds up and averages the numbers', async () => {
    const result = await rows.aggregate({ total: AggregateField.sum('n'), mean: AggregateField.average('n') }).get();
    expect(result.data()).toEqual({ total: 7.5, mean: 2.5 });
  });

  it('sums nothing to zero and averages it to null', async () => {
    const none = rows.where('group', '==', 'none');
    const result = await none.aggregate({ total: AggregateField.sum('n'), mean: AggregateField.average('n') }).get();
    expect(result.data()).toEqual({ total: 0, mean: null });
  });

  it('counts beside a sum over a field that all have', async () => {
    const counted = rows.where('group', '==', 'x');
    const result = await counted.aggregate({ total: AggregateField.sum('n'), count: AggregateField.count() }).get();
    expect(result.data()).toEqual({ total: 3, count: 2 });
  });
}

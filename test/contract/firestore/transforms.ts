import { FieldValue, Timestamp } from '@google-cloud/firestore';
import { expect, it } from 'vitest';
import type { Cloud } from './cloud.ts';

export function transformContract(cloud: Cloud): void {
  it('sets the time of the server, the same in all documents of a batch', async () => {
    const collection = cloud.collection('time');
    const batch = cloud.db.batch();
    batch.set(collection.doc('a'), { at: FieldValue.serverTimestamp(), deep: { at: FieldValue.serverTimestamp() } });
    batch.set(collection.doc('b'), { at: FieldValue.serverTimestamp() });
    const [result] = await batch.commit();
    const [a, b] = await Promise.all([collection.doc('a').get(), collection.doc('b').get()]);
    const at: Timestamp = a.get('at');
    expect(at).toBeInstanceOf(Timestamp);
    expect(a.get('deep.at')).toEqual(at);
    expect(b.get('at')).toEqual(at);
    expect(Math.abs(at.toMillis() - result!.writeTime.toMillis())).toBeLessThan(1000);
  });

  it('increments integers and doubles, and starts at the operand', async () => {
    const document = cloud.collection('increment').doc();
    await document.set({ integer: 1, double: 0.5, text: 'x' });
    const { increment } = FieldValue;
    await document.update({
      integer: increment(2),
      double: increment(1),
      mixed: increment(3),
      text: increment(4),
      'deep.count': increment(-5),
    });
    const expected = { integer: 3, double: 1.5, mixed: 3, text: 4, deep: { count: -5 } };
    expect((await document.get()).data()).toEqual(expected);
  });

  it('holds integers at the limits of 64 bits', async () => {
    const client = cloud.client();
    client.settings({ useBigInt: true });
    const document = client.doc(`${cloud.collection('limit').path}/most`);
    await document.set({ n: 2n ** 63n - 2n });
    await document.update({ n: FieldValue.increment(5) });
    expect((await document.get()).get('n')).toBe(2n ** 63n - 1n);
  });

  it('takes the greater or smaller number', async () => {
    const document = cloud.collection('extremes').doc();
    await document.set({ up: 5, down: 5, kept: 5 });
    await document.update({
      up: FieldValue.maximum(7),
      down: FieldValue.minimum(3),
      kept: FieldValue.maximum(4),
      fresh: FieldValue.minimum(9),
    });
    expect((await document.get()).data()).toEqual({ up: 7, down: 3, kept: 5, fresh: 9 });
  });

  it('adds to arrays what they lack, and removes from them', async () => {
    const document = cloud.collection('arrays').doc();
    await document.set({ list: ['a', 'b', 'b', 1] });
    await document.update({ list: FieldValue.arrayUnion('b', 'c', 'c', { d: 1 }) });
    expect((await document.get()).get('list')).toEqual(['a', 'b', 'b', 1, 'c', { d: 1 }]);
    await document.update({ list: FieldValue.arrayRemove('b', 1), none: FieldValue.arrayRemove('x') });
    expect((await document.get()).data()).toEqual({ list: ['a', 'c', { d: 1 }], none: [] });
  });

  it('removes fields', async () => {
    const document = cloud.collection('remove').doc();
    await document.set({ a: 1, b: { c: 2, d: 3 } });
    await document.update({ a: FieldValue.delete(), 'b.c': FieldValue.delete(), 'x.y': FieldValue.delete() });
    expect((await document.get()).data()).toEqual({ b: { d: 3 } });
  });

  it('creates a document by transforms alone', async () => {
    const document = cloud.collection('merge').doc();
    await document.set({ count: FieldValue.increment(1) }, { merge: true });
    await document.set({ count: FieldValue.increment(1) }, { merge: true });
    expect((await document.get()).data()).toEqual({ count: 2 });
  });
}

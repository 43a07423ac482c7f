import { randomBytes } from 'node:crypto';
import { FieldPath, Firestore, GeoPoint, Timestamp } from '@google-cloud/firestore';
import { expect, it } from 'vitest';
import { type Cloud, status } from './cloud.ts';

export function documentContract(cloud: Cloud): void {
  it('gives back every type of value as it was set', async () => {
    const document = cloud.collection('types').doc('all');
    const values = {
      nothing: null,
      yes: true,
      integer: 42,
      double: 0.1,
      notANumber: Number.NaN,
      infinite: Number.NEGATIVE_INFINITY,
      text: 'Ünïcode 🌍',
      moment: new Timestamp(1_700_000_000, 123_456_000),
      bytes: Buffer.from([0, 1, 254, 255]),
      reference: cloud.db.doc('other/document'),
      place: new GeoPoint(-33.9, 18.4),
      list: [1, 'two', { three: 3 }, null],
      empty: { list: [], map: {} },
      map: { nested: { deeper: [true] } },
      'name with `ticks` and.dots': 1,
    };
    await document.set(values);
    expect((await document.get()).data()).toEqual(values);
  });

  it('keeps 64-bit integers exactly', async () => {
    const document = cloud.collection('integers').doc('limits');
    const client = cloud.client();
    client.settings({ useBigInt: true });
    const values = { least: -(2n ** 63n), most: 2n ** 63n - 1n, odd: 2n ** 53n + 1n };
    await client.doc(document.path).set(values);
    expect((await client.doc(document.path).get()).data()).toEqual(values);
  });

  it('cuts timestamps to microseconds', async () => {
    const document = cloud.collection('micros').doc();
    await document.set({ at: new Timestamp(1_600_000_000, 123_456_789) });
    expect((await document.get()).get('at')).toEqual(new Timestamp(1_600_000_000, 123_456_000));
  });

  it('tells a missing document, when it was read, and not when it was made', async () => {
    const snapshot = await cloud.collection('missing').doc('none').get();
    expect(snapshot.exists).toBe(false);
    expect(snapshot.createTime).toBeUndefined();
    expect(snapshot.readTime.toMillis()).toBeGreaterThan(1_500_000_000_000);
  });

  it('replaces on set, merges on request, and removes fields', async () => {
    const document = cloud.collection('merge').doc();
    await document.set({ a: 1, b: { x: 1, y: 2 } });
    await document.set({ b: { y: 3 }, c: 4 }, { merge: true });
    expect((await document.get()).data()).toEqual({ a: 1, b: { x: 1, y: 3 }, c: 4 });
    await document.set({ b: { x: 9, z: 9 }, c: 9 }, { mergeFields: ['b.z'] });
    expect((await document.get()).data()).toEqual({ a: 1, b: { x: 1, y: 3, z: 9 }, c: 4 });
    await document.set({ only: true });
    expect((await document.get()).data()).toEqual({ only: true });
  });

  it('updates nested fields by their paths', async () => {
    const document = cloud.collection('update').doc();
    await document.set({ a: { b: 1, 'c.d': 2 } });
    await document.update(new FieldPath('a', 'c.d'), 3, 'a.e.f', 4);
    expect((await document.get()).data()).toEqual({ a: { b: 1, 'c.d': 3, e: { f: 4 } } });
  });

  it('keeps the create time and moves the update time on', async () => {
    const document = cloud.collection('times').doc();
    const first = await document.set({ n: 1 });
    const second = await document.set({ n: 2 });
    const snapshot = await document.get();
    expect(snapshot.createTime!.isEqual(first.writeTime)).toBe(true);
    expect(snapshot.updateTime!.isEqual(second.writeTime)).toBe(true);
    expect(second.writeTime.valueOf() > first.writeTime.valueOf()).toBe(true);
    expect(snapshot.readTime.valueOf() >= second.writeTime.valueOf()).toBe(true);
  });

  it('gets many documents in the order asked for, with a mask', async () => {
    const collection = cloud.collection('many');
    await collection.doc('a').set({ x: 1, y: { z: 2, w: 3 } });
    await collection.doc('b').set({ x: 4 });
    const documents = [collection.doc('b'), collection.doc('none'), collection.doc('a'), collection.doc('b')];
    const found = await cloud.db.getAll(...documents, { fieldMask: ['y.z'] });
    expect(found.map((snapshot) => snapshot.data())).toEqual([{}, undefined, { y: { z: 2 } }, {}]);
  });

  it('deletes a document, and leaves what lies below it', async () => {
    const document = cloud.collection('delete').doc('parent');
    const child = document.collection('children').doc('child');
    await document.set({ a: 1 });
    await child.set({ b: 2 });
    await document.delete();
    await document.delete();
    expect((await document.get()).exists).toBe(false);
    expect((await child.get()).data()).toEqual({ b: 2 });
  });

  it('refuses reserved names', async () => {
    const collection = cloud.collection('refused');
    await expect(collection.doc('__reserved__').set({})).rejects.toMatchObject(status('INVALID_ARGUMENT'));
    await expect(collection.doc('ok').set({ __reserved__: 1 })).rejects.toMatchObject(status('INVALID_ARGUMENT'));
  });

  it('keeps two projects apart', async () => {
    const document = cloud.collection('apart').doc('same');
    const other = new Firestore({ projectId: `contract-${randomBytes(6).toString('hex')}` });
    await document.set({ of: 'this' });
    expect((await other.doc(document.path).get()).exists).toBe(false);
    await other.terminate();
  });
}

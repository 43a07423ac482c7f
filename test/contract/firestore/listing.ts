import { expect, it } from 'vitest';
import type { Cloud } from './cloud.ts';

export function listingContract(cloud: Cloud): void {
  it('finds the documents of a collection group, at any depth', async () => {
    const chunks = `chunks-${cloud.collection('group').id}`;
    const operations = cloud.collection('operations');
    await operations.doc('a').collection(chunks).doc('1').set({ done: true });
    await operations.doc('b').collection(chunks).doc('1').set({ done: false });
    await operations.doc('b').collection(chunks).doc('2').set({ done: true });
    await cloud.db.collection(chunks).doc('top').set({ done: true });
    await operations.doc('a').collection('others').doc('1').set({ done: true });
    const group = cloud.db.collectionGroup(chunks);
    const paths = (await group.where('done', '==', true).get()).docs.map(({ ref }) => ref.path);
    const expected = [`${chunks}/top`, `${operations.id}/a/${chunks}/1`, `${operations.id}/b/${chunks}/2`];
    expect(paths).toEqual(expected.sort());
    expect((await group.count().get()).data().count).toBe(4);
  });

  it('lists collections below the root and below a document', async () => {
    const document = cloud.collection('listed').doc('one');
    await document.collection('beta').doc('x').set({});
    await document.collection('alpha').doc('x').collection('deep').doc('y').set({});
    expect((await document.listCollections()).map(({ id }) => id)).toEqual(['alpha', 'beta']);
    expect((await cloud.db.listCollections()).map(({ id }) => id)).toContain(document.parent.id);
  });

  it('lists documents, with those that only have children', async () => {
    const collection = cloud.collection('listed');
    await collection.doc('b').set({ n: 1 });
    await collection.doc('a').collection('children').doc('x').set({});
    expect((await collection.listDocuments()).map(({ id }) => id)).toEqual(['a', 'b']);
    expect((await collection.get()).docs.map(({ id }) => id)).toEqual(['b']);
  });

  it('no longer lists a collection whose last document is deleted', async () => {
    const document = cloud.collection('emptied').doc('one');
    const child = document.collection('child').doc('x');
    await child.set({});
    await child.delete();
    expect(await document.listCollections()).toEqual([]);
  });

  it('deletes a tree', async () => {
    const collection = cloud.collection('tree');
    await collection.doc('a').set({});
    await collection.doc('a').collection('b').doc('c').set({});
    await collection.doc('a').collection('b').doc('c').collection('d').doc('e').set({});
    await collection.doc('z').set({});
    await collection.doc('A').set({});
    await cloud.db.recursiveDelete(collection.doc('a'));
    expect((await collection.listDocuments()).map(({ id }) => id)).toEqual(['A', 'z']);
    await cloud.db.recursiveDelete(collection);
    expect(await collection.listDocuments()).toEqual([]);
  });
}

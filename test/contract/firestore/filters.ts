import { FieldPath, Filter, type Query } from '@google-cloud/firestore';
import { beforeAll, expect, it } from 'vitest';
import { type Cloud, status } from './cloud.ts';

const SCENES = {
  s1: { sensor: 'A', cloud: 10, bands: ['red', 'nir'], meta: { orbit: 1, 'tile.id': 'T1' } },
  s2: { sensor: 'A', cloud: 35.5, bands: ['red'], meta: { orbit: 2, 'tile.id': 'T2' } },
  s3: { sensor: 'B', cloud: 35, bands: ['nir', 'swir'], meta: { orbit: 1, 'tile.id': 'T1' } },
  s4: { sensor: 'B', cloud: null, bands: [], meta: { orbit: 3, 'tile.id': 'T3' } },
  s5: { sensor: 'C', cloud: Number.NaN, meta: {} },
  s6: { sensor: 'C', cloud: 'unknown' },
  s7: { sensor: 'D' },
} as const;

export function filterContract(cloud: Cloud): void {
  let scenes: ReturnType<Cloud['collection']>;
  beforeAll(async () => {
    scenes = cloud.collection('scenes');
    await Promise.all(Object.entries(SCENES).map(([id, scene]) => scenes.doc(id).set(scene)));
    // A neighbour whose name begins alike, and a child: neither is in the collection.
    await cloud.db.doc(`${scenes.path}x/s1`).set(SCENES.s1);
    await scenes.doc('s1').collection('scenes').doc('child').set(SCENES.s1);
  });
  const ids = async (query: Query) => (await query.get()).docs.map(({ id }) => id);

  it('compares with ==, numbers of both types alike', async () => {
    expect(await ids(scenes.where('sensor', '==', 'A'))).toEqual(['s1', 's2']);
    expect(await ids(scenes.where('cloud', '==', 35.0))).toEqual(['s3']);
    expect(await ids(scenes.where('cloud', '==', null))).toEqual(['s4']);
    expect(await ids(scenes.where('cloud', '==', Number.NaN))).toEqual(['s5']);
    expect(await ids(scenes.where('bands', '==', ['red']))).toEqual(['s2']);
  });

  it('compares with <, <=, >, >= within one type', async () => {
    expect(await ids(scenes.where('cloud', '>', 10))).toEqual(['s3', 's2']);
    expect(await ids(scenes.where('cloud', '>=', 10))).toEqual(['s1', 's3', 's2']);
    expect(await ids(scenes.where('cloud', '<', 'v'))).toEqual(['s6']);
    expect(await ids(scenes.where('sensor', '<', 'B'))).toEqual(['s1', 's2']);
    expect(await ids(scenes.where('sensor', '<=', 'B'))).toEqual(['s1', 's2', 's3', 's4']);
  });

  it('compares with !=, which missing and null fields do not fit', async () => {
    expect(await ids(scenes.where('cloud', '!=', 10))).toEqual(['s5', 's3', 's2', 's6']);
    expect(await ids(scenes.where('cloud', '!=', null))).toEqual(['s5', 's1', 's3', 's2', 's6']);
    expect(await ids(scenes.where('cloud', '!=', Number.NaN))).toEqual(['s1', 's3', 's2', 's6']);
  });

  it('looks for one of several values with in and not-in', async () => {
    expect(await ids(scenes.where('sensor', 'in', ['B', 'D', 'X']))).toEqual(['s3', 's4', 's7']);
    expect(await ids(scenes.where('sensor', 'not-in', ['A', 'B']))).toEqual(['s5', 's6', 's7']);
    expect(await ids(scenes.where('cloud', 'not-in', [10, 35]))).toEqual(['s5', 's2', 's6']);
  });

  it('looks into arrays', async () => {
    expect(await ids(scenes.where('bands', 'array-contains', 'red'))).toEqual(['s1', 's2']);
    expect(await ids(scenes.where('bands', 'array-contains-any', ['swir', 'red']))).toEqual(['s1', 's2', 's3']);
  });

  it('reaches nested fields, quoted where need be', async () => {
    expect(await ids(scenes.where('meta.orbit', '==', 1))).toEqual(['s1', 's3']);
    expect(await ids(scenes.where(new FieldPath('meta', 'tile.id'), '==', 'T2'))).toEqual(['s2']);
  });

  it('compares document ids', async () => {
    const id = FieldPath.documentId();
    expect(await ids(scenes.where(id, '>=', 's3').where(id, '<', 's5'))).toEqual(['s3', 's4']);
    expect(await ids(scenes.where(id, 'in', ['s6', 's2', 'none']))).toEqual(['s2', 's6']);
    expect(await ids(scenes.where(id, '==', scenes.doc('s4')))).toEqual(['s4']);
  });

  it('joins filters with and, and with or', async () => {
    expect(await ids(scenes.where('sensor', '==', 'A').where('bands', 'array-contains', 'nir'))).toEqual(['s1']);
    const either = Filter.or(
      Filter.where('sensor', '==', 'D'),
      Filter.and(Filter.where('sensor', '==', 'B'), Filter.where('meta.orbit', '==', 3)),
    );
    expect(await ids(scenes.where(either))).toEqual(['s4', 's7']);
  });

  it('takes inequalities on several fields', async () => {
    const query = scenes.where('cloud', '>', 5).where('meta.orbit', '>', 1);
    expect(await ids(query)).toEqual(['s2']);
  });

  it('selects fields', async () => {
    const found = await scenes.where('sensor', '==', 'A').select('cloud', 'meta.orbit').get();
    expect(found.docs.map((snapshot) => snapshot.data())).toEqual([
      { cloud: 10, meta: { orbit: 1 } },
      { cloud: 35.5, meta: { orbit: 2 } },
    ]);
    expect((await scenes.limit(1).select().get()).docs[0]!.data()).toEqual({});
  });

  it('refuses too many values', async () => {
    const many = Array.from({ length: 31 }, (_, index) => index);
    await expect(scenes.where('cloud', 'in', many).get()).rejects.toMatchObject(status('INVALID_ARGUMENT'));
  });
}

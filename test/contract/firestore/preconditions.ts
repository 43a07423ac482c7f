import { expect, it } from 'vitest';
import { type Cloud, status } from './cloud.ts';

export function preconditionContract(cloud: Cloud): void {
  it('creates a document once', async () => {
    const document = cloud.collection('create').doc();
    await document.create({ n: 1 });
    await expect(document.create({ n: 2 })).rejects.toMatchObject({
      ...status('ALREADY_EXISTS'),
      message: expect.stringContaining(document.path),
    });
    expect((await document.get()).data()).toEqual({ n: 1 });
  });

  it('lets exactly one of 20 concurrent creates win', async () => {
    const document = cloud.collection('race').doc('one');
    const clients = Array.from({ length: 20 }, () => cloud.client());
    const outcomes = await Promise.allSettled(
      clients.map((client, index) => client.doc(document.path).create({ winner: index })),
    );
    const winners = outcomes.flatMap(({ status: outcome }, index) => (outcome === 'fulfilled' ? [index] : []));
    expect(winners).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(status('ALREADY_EXISTS'));
    }
    expect((await document.get()).data()).toEqual({ winner: winners[0] });
  });

  it('updates only what is there', async () => {
    const document = cloud.collection('update').doc();
    await expect(document.update({ n: 1 })).rejects.toMatchObject(status('NOT_FOUND'));
    expect((await document.get()).exists).toBe(false);
  });

  it('updates and deletes only the version that was asked for', async () => {
    const document = cloud.collection('version').doc();
    const { writeTime: stale } = await document.set({ n: 1 });
    const { writeTime: current } = await document.set({ n: 2 });
    await expect(document.update({ n: 3 }, { lastUpdateTime: stale })).rejects.toMatchObject(
      status('FAILED_PRECONDITION'),
    );
    await expect(document.delete({ lastUpdateTime: stale })).rejects.toMatchObject(status('FAILED_PRECONDITION'));
    const { writeTime: latest } = await document.update({ n: 3 }, { lastUpdateTime: current });
    expect((await document.get()).data()).toEqual({ n: 3 });
    await document.delete({ lastUpdateTime: latest });
    expect((await document.get()).exists).toBe(false);
  });

  it('deletes only what is there, if asked to', async () => {
    const document = cloud.collection('delete').doc();
    await expect(document.delete({ exists: true })).rejects.toMatchObject(status('NOT_FOUND'));
  });
}

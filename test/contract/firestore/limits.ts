import { expect, it } from 'vitest';
import { type Cloud, status } from './cloud.ts';

export function limitContract(cloud: Cloud): void {
  it('takes a document of just under 1 MiB and refuses one above', async () => {
    const document = cloud.collection('size').doc('one');
    await document.set({ text: 'x'.repeat(1024 * 1024 - 400) });
    expect((await document.get()).get('text')).toHaveLength(1024 * 1024 - 400);
    await expect(document.set({ text: 'x'.repeat(1024 * 1024) })).rejects.toMatchObject(status('INVALID_ARGUMENT'));
    const map = Object.fromEntries(Array.from({ length: 1100 }, (_, index) => [`key${index}`, 'x'.repeat(1000)]));
    await expect(document.set({ map })).rejects.toMatchObject(status('INVALID_ARGUMENT'));
    expect((await document.get()).get('text')).toHaveLength(1024 * 1024 - 400);
  });

  it('refuses a request above 10 MiB at once', async () => {
    const collection = cloud.collection('request');
    const batch = cloud.db.batch();
    for (let index = 0; index < 13; index++) batch.set(collection.doc(`d${index}`), { text: 'x'.repeat(1_000_000) });
    await expect(batch.commit()).rejects.toThrow();
    expect((await collection.get()).empty).toBe(true);
  });
}

import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { firestore } from '../google/firestore.ts';
import { useLocalCloud } from '../google/local-cloud.testing.ts';
import { forEachStored } from './for-each-stored.ts';

useLocalCloud();

const COUNT = 650;

test('every document comes once, past those that cannot be read or dealt with, which are told of', async () => {
  const collection = firestore().collection('things');
  const writer = firestore().bulkWriter();
  for (let i = 0; i < COUNT; i++) {
    const number = i % 100 === 50 ? 'spoilt' : i;
    void writer.create(collection.doc(), { number, due: i % 7, state: i % 2 === 0 ? 'even' : 'odd' });
  }
  await writer.close();
  const lines: string[] = [];
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
  const seen: number[] = [];
  const run = () =>
    forEachStored(
      collection.where('state', 'in', ['even', 'odd']).where('due', '<', 6).orderBy('due'),
      z.object({ number: z.number() }),
      async ({ number }) => {
        if (number === 3) throw new Error('not this one');
        seen.push(number);
      },
    );
  vi.stubEnv('TERRANE_LOG', 'on');
  try {
    await run();
    const wanted = Array.from({ length: COUNT }, (_, i) => i).filter((i) => i % 7 < 6 && i % 100 !== 50 && i !== 3);
    expect(seen.toSorted((a, b) => a - b)).toEqual(wanted);
    const spoilt = lines.filter((line) => line.includes('is passed over'));
    expect(spoilt).toHaveLength([50, 150, 250, 350, 450, 550].filter((i) => i % 7 < 6).length);
    expect(lines.filter((line) => line.includes('not this one'))).toHaveLength(1);
    await run();
    expect(lines.filter((line) => line.includes('is passed over'))).toEqual(spoilt);
  } finally {
    written.mockRestore();
    vi.unstubAllEnvs();
  }
});

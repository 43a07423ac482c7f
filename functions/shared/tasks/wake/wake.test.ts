import { expect, test, vi } from 'vitest';
import { useLocalCloud } from '../../google/local-cloud.testing.ts';
import type { OperationKind } from '../record.ts';
import { wakeStep } from './wake.ts';
import { takeWakeUps } from './wake-ups.testing.ts';

useLocalCloud();

/** The wake-ups that came. */
const woken = takeWakeUps();

const owner = (id: string, kind: OperationKind = 'export') => ({ id, kind });

test('a step is woken once for each occasion, however often what leads to it is delivered', async () => {
  for (let i = 0; i < 5; i++) await wakeStep(owner('SOME'), 7, 'after 3');
  await Promise.all(Array.from({ length: 5 }, () => wakeStep(owner('SOME'), 'finish', 'after 7')));
  await wakeStep(owner('SOME'), 7, 'retry 1000');
  await wakeStep(owner('OTHER'), 7, 'after 3');
  // The last one of each queue.
  await wakeStep(owner('LAST'), 1, 'planned');
  await wakeStep(owner('IMPORT', 'import'), 1, 'planned');
  await wakeStep(owner('LAST'), 'plan', 'admitted');
  const seven = (operation: string) => `/tasks/chunk ${JSON.stringify({ operation, step: 7 })}`;
  const expected = [
    ...[seven('SOME'), seven('SOME'), seven('OTHER')],
    '/tasks/finish {"operation":"SOME","step":"finish"}',
    '/tasks/chunk {"operation":"LAST","step":1}',
    '/tasks/chunk {"operation":"IMPORT","step":1}',
    '/tasks/plan {"operation":"LAST","step":"plan"}',
  ];
  await vi.waitFor(() => expect(woken.length).toBeGreaterThanOrEqual(expected.length), { timeout: 10_000 });
  expect(woken.toSorted()).toEqual(expected.toSorted());
});

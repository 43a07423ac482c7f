import { expect, it, vi } from 'vitest';
import { useLocalCloud } from '../../shared/google/local-cloud.testing.ts';
import { operationDocument } from '../../shared/tasks/documents.ts';
import { expireLease, lease, readOperation, runningOperation } from '../../shared/tasks/tasks.testing.ts';
import { failOperation } from '../../shared/tasks/transitions/fail-operation.ts';
import { wakeDispatch } from '../../shared/tasks/wake/wake.ts';
import { takeWakeUps } from '../../shared/tasks/wake/wake-ups.testing.ts';
import { runChunk } from './chunk.ts';

useLocalCloud();

/** The wake-ups that came. */
const woken = takeWakeUps();

const error = { code: 3, message: 'wrong' };

it('late deliveries of an operation that is over wake nobody once it is tidied up', async () => {
  const { id, project } = await runningOperation(2);
  await lease(id, 0);
  await failOperation(id, error);
  const dispatch = `/tasks/dispatch ${JSON.stringify({ project, kind: 'export' })}`;
  // Whoever worked at it has died: the first delivery after that tidies up.
  await expireLease(id, 0);
  await runChunk(id, 0);
  expect((await readOperation(id)).litter).toBe(false);
  await vi.waitFor(() => expect(woken).toEqual([dispatch]));
  await Promise.all(Array.from({ length: 10 }, (_, chunk) => runChunk(id, chunk)));
  // What is behind them in the queue comes.
  await wakeDispatch({ project: 'last', kind: 'export' });
  await vi.waitFor(() => expect(woken.at(-1)).toContain('last'));
  expect(woken).toHaveLength(2);
});

it('what could not be tidied up is tidied up by the next delivery', async () => {
  const { id } = await runningOperation(1);
  await failOperation(id, error);
  await runChunk(id, 0);
  await operationDocument(id).update({ litter: true });
  await runChunk(id, 0);
  expect((await readOperation(id)).litter).toBe(false);
});

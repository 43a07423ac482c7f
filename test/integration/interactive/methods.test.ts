import { expect, test } from 'vitest';
import { INTERACTIVE_HANDLERS } from '../../../functions/interactive/index.ts';
import { METHOD_LIST } from '../../../functions/shared/api/methods/table.ts';
import { closePool } from '../../../functions/shared/jobs/pool.ts';

test('the function has what the discovery document promises, and nothing else', async () => {
  const promised = METHOD_LIST.filter(([, { servedBy, refused }]) => servedBy === 'interactive' && !refused);
  expect(Object.keys(INTERACTIVE_HANDLERS).toSorted()).toEqual(promised.map(([id]) => id).toSorted());
  await closePool();
});

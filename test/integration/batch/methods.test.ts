import { expect, test } from 'vitest';
import { BATCH_HANDLERS } from '../../../functions/batch/index.ts';
import { METHOD_LIST } from '../../../functions/shared/api/methods/table.ts';

test('the function has the methods that the discovery document promises, and no others', () => {
  const promised = METHOD_LIST.filter(([, { servedBy, refused }]) => servedBy === 'batch' && !refused);
  expect(Object.keys(BATCH_HANDLERS).toSorted()).toEqual(promised.map(([id]) => id).toSorted());
});

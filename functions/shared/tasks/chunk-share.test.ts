import { expect, test } from 'vitest';
import { useLocalCloud } from '../google/local-cloud.testing.ts';
import { chunkShare, shareOf } from './chunk-share.ts';
import { newProject, submission } from './tasks.testing.ts';
import { admit } from './transitions/admit.ts';
import { submit } from './transitions/submit.ts';

useLocalCloud();

test.each([
  ['one that is alone has all', 100, [100], 1, 64],
  ['two of two projects have a half each', 9999, [9999], 2, 32],
  ['those of a project divide what they bring by priority', 300, [100, 300], 2, 48],
  ['', 100, [100, 300], 2, 16],
  ['no priorities, equal shares', 0, [0, 0], 2, 32],
  ['nobody has less than one', 0, [0, 9999], 2, 1],
  ['', 100, [100], 1000, 1],
  ['one that has begun since it was counted', 100, [], 0, 64],
  ['', 9999, [100, 100], 2, 64],
])('%s: priority %i among %j of %i has %i of 64', (_, priority, own, all, expected) => {
  expect(shareOf({ priority, own, all }, 64)).toBe(expected);
});

test('what runs shares what there is, and imports do not share with exports', async () => {
  const [first, second] = [newProject(), newProject()];
  for (const [project, kind, priority] of [
    [first, 'export', 100],
    [first, 'export', 300],
    [second, 'export', 100],
    [second, 'export', 100],
    [second, 'import', 100],
  ] as const) {
    await submit(submission(project, { kind, priority }), undefined);
  }
  for (const project of [first, second]) await admit(project, 'export');
  await admit(second, 'import');
  expect(await chunkShare({ project: first, kind: 'export', priority: 300 })).toBe(24);
  expect(await chunkShare({ project: first, kind: 'export', priority: 100 })).toBe(8);
  expect(await chunkShare({ project: second, kind: 'export', priority: 100 })).toBe(16);
  expect(await chunkShare({ project: second, kind: 'import', priority: 100 })).toBe(64);
});

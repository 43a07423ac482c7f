import { expect, test } from 'vitest';
import { dueNow } from './due.ts';
import type { ScheduleRecord } from './record.ts';

const MINUTE = 60_000;
const FIRST = Date.parse('2026-03-12T06:00:00Z');

/** What is due a number of minutes after the first due time of an hourly schedule, in minutes after it. */
function due(policy: ScheduleRecord['policy'], minutes: number, cron = '0 * * * *') {
  const schedule: ScheduleRecord & { next: number } = {
    id: 'a',
    project: 'some-project',
    uid: 'u',
    description: '',
    cron,
    timeZone: 'UTC',
    policy,
    user: 'somebody',
    method: 'image:export',
    request: { text: '{}' },
    paused: false,
    next: FIRST,
    createTime: 0,
    updateTime: 0,
    runs: [],
  };
  const { run, missed, next = Number.NaN } = dueNow(schedule, FIRST + minutes * MINUTE);
  const after = (time: number) => (time - FIRST) / MINUTE;
  return { run: run.map(after), ...(missed === undefined ? {} : { missed: after(missed) }), next: after(next) };
}

test.each([
  ['SKIP', 0, { run: [0], next: 60 }],
  ['SKIP', 10, { run: [0], next: 60 }],
  ['SKIP', 11, { run: [], missed: 0, next: 60 }],
  ['SKIP', 125, { run: [120], next: 180 }],
  ['SKIP', 150, { run: [], missed: 120, next: 180 }],
  ['LAST', 0, { run: [0], next: 60 }],
  ['LAST', 59, { run: [0], next: 60 }],
  ['LAST', 150, { run: [120], next: 180 }],
  ['LAST', 180, { run: [180], next: 240 }],
  ['ALL', 0, { run: [0], next: 60 }],
  ['ALL', 150, { run: [0, 60, 120], next: 180 }],
] as const)('%s runs, %i minutes after a due time: %j', (policy, minutes, expected) => {
  expect(due(policy, minutes)).toEqual(expected);
});

test('a year of missed minutes is no work', () => {
  const year = 365 * 24 * 60;
  const began = performance.now();
  expect(due('LAST', year, '* * * * *')).toEqual({ run: [year], next: year + 1 });
  const { run } = due('ALL', year, '* * * * *');
  expect(run).toEqual(Array.from({ length: 100 }, (_, i) => year - 99 + i));
  expect(performance.now() - began).toBeLessThan(2000);
});

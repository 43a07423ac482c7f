import { beforeAll, expect, test, vi } from 'vitest';
import { cloudTasks } from '../google/cloud-tasks.ts';
import { useLocalCloud } from '../google/local-cloud.testing.ts';
import { queuePath } from '../tasks/wake/queues.ts';
import { scheduleDocument } from './documents.ts';
import type { ScheduleRecord } from './record.ts';
import { wakeDueSchedules } from './wake-due.ts';

useLocalCloud();
// Nothing is delivered: all is due later.
beforeAll(() => {
  vi.stubEnv('TERRANE_BATCH_URL', 'http://127.0.0.1:9');
});

function schedule(project: string, id: string, next: number): ScheduleRecord {
  return {
    ...{ id, project, uid: `${project}-${id}`, description: '', cron: '* * * * *', timeZone: 'UTC', policy: 'LAST' },
    ...{ user: '', method: 'image:export', request: { text: '{}' }, paused: false, next, runs: [] },
    ...{ createTime: 0, updateTime: 0 },
  };
}

test('schedules of a project that are due at the same time follow each other, and keep no other project waiting', async () => {
  const next = Date.now() + 40_000;
  const ids = Array.from({ length: 30 }, (_, i) => `many-${i}`);
  const all = [
    ...ids.map((id) => schedule('busy', id, next)),
    schedule('idle', 'only', next),
    schedule('late', 'not', next + 60_000),
  ];
  await Promise.all(all.map((one) => scheduleDocument(one).set(one)));
  // The next sweep finds them once more.
  await wakeDueSchedules();
  await wakeDueSchedules();
  const parent = await queuePath('terrane-schedules');
  const [tasks] = await cloudTasks().listTasks({ parent, responseView: 'FULL' });
  const woken = tasks.map(({ scheduleTime, httpRequest }) => ({
    ...(JSON.parse(String(httpRequest?.body)) as { project: string; schedule: string; due: number }),
    at: Number(scheduleTime?.seconds) * 1000 + Math.round(Number(scheduleTime?.nanos) / 1e6),
  }));
  const of = (project: string) => woken.filter((wake) => wake.project === project).sort((a, b) => a.at - b.at);
  expect(of('idle')).toEqual([{ project: 'idle', schedule: 'only', due: next, at: next }]);
  expect(of('busy').map(({ at }) => at - next)).toEqual(ids.map((_, i) => i * 100));
  expect(new Set(of('busy').map((wake) => wake.schedule))).toEqual(new Set(ids));
  expect(of('late')).toEqual([]);
});

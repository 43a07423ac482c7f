import { forEachStored } from '../tasks/for-each-stored.ts';
import { wakeSchedule } from '../tasks/wake/wake.ts';
import { schedules } from './documents.ts';
import { scheduleRecord } from './record.ts';

const MINUTE = 60_000;

/** Milliseconds after which a schedule is woken again that nobody has dealt with. */
const AGAIN = 10 * MINUTE;

/** Milliseconds between the schedules of a project that are due at a time: they follow each other, and those of other projects come between them. */
const PACE = 100;

const waiting = scheduleRecord.pick({ project: true, id: true, uid: true }).extend({
  next: scheduleRecord.shape.next.unwrap(),
});

/**
 * Wakes the schedules that are due within the next minute, each at its time; those of a project that are due at the same time ten a second, in whatever order. To be called every minute; those that are overdue are woken at once,
 * and again every ten minutes. One that cannot be woken keeps none of the others.
 */
export function wakeDueSchedules(): Promise<void> {
  const now = Date.now();
  const due = schedules()
    .where('next', '<=', now + MINUTE)
    .orderBy('next')
    .select(...Object.keys(waiting.shape));
  /** When the next schedule of a project may be woken. */
  const free = new Map<string, number>();
  return forEachStored(due, waiting, ({ project, id, uid, next }) => {
    const times = Math.max(0, Math.floor((now - next) / AGAIN));
    const at = Math.max(now, next, free.get(project) ?? 0);
    free.set(project, at + PACE);
    return wakeSchedule({ project, schedule: id, due: next }, `${uid} ${next} ${times}`, at);
  });
}

import { loadText } from '../../shared/google/stored-text.ts';
import type { ScheduledRun, ScheduleRecord } from '../../shared/schedules/record.ts';
import type { OperationRecord } from '../../shared/tasks/record.ts';
import { operationOfRequest, startOperation } from '../../shared/tasks/start-operation.ts';
import { submissionAt } from './submission-at.ts';

/** Starts the operation of a schedule at a due time (milliseconds since 1970). */
export async function startScheduled(
  schedule: ScheduleRecord,
  due: number,
  key: string | undefined,
): Promise<OperationRecord> {
  const { project, user } = schedule;
  const { requestId: _, ...work } = await submissionAt(schedule, await loadText(schedule.request), due);
  return startOperation({ ...work, project, user, key });
}

/** Starts the operation of a due time, or finds the one that an earlier wake-up has started, which may have been deleted since. */
export async function startRun(schedule: ScheduleRecord, due: number, key: string): Promise<ScheduledRun> {
  const run = { due, start: Date.now(), manual: false };
  const earlier = await operationOfRequest(key);
  if (earlier !== undefined) return { ...run, operation: earlier };
  return { ...run, operation: (await startScheduled(schedule, due, key)).id };
}

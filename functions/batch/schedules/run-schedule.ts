import { ServiceError } from '../../shared/errors.ts';
import type { ScheduleKey } from '../../shared/schedules/documents.ts';
import { dueNow } from '../../shared/schedules/due.ts';
import { readSchedule } from '../../shared/schedules/find.ts';
import type { ScheduledRun } from '../../shared/schedules/record.ts';
import { dueKey } from '../../shared/schedules/run-key.ts';
import { settleRuns } from '../../shared/schedules/transitions/settle.ts';
import { failureOf, operationError } from '../../shared/tasks/failure.ts';
import { startRun } from './start-run.ts';

/** Milliseconds for which a run that cannot be started is tried again, if what keeps it may pass. */
const PATIENCE = 3_600_000;

/**
 * Runs a schedule at a due time. Called for each delivery of the wake-up: whatever was done before, and by whomever else it is done now, each due
 * time starts one operation, since its key is that of a request. A run that is refused is noted, and the schedule goes on.
 * @param due milliseconds since 1970
 * @throws whatever may pass: the wake-up is then delivered again
 */
export async function runSchedule(key: ScheduleKey, due: number): Promise<void> {
  const schedule = await readSchedule(key);
  // Dealt with, paused, changed, or gone.
  if (schedule?.next !== due) return;
  const now = Date.now();
  if (due > now) throw new ServiceError('UNAVAILABLE', 'The schedule is not due yet.');
  const { run, missed, next } = dueNow({ ...schedule, next: due }, now);
  const runs: ScheduledRun[] = missed === undefined ? [] : [missedRun(missed, now)];
  for (const time of run) {
    try {
      runs.push(await startRun(schedule, time, dueKey(schedule, time)));
    } catch (error) {
      const failure = failureOf(error);
      if (!failure.permanent && now - time < PATIENCE) {
        if (runs.length > 0) await settleRuns(schedule, { due, next: time, runs });
        throw error;
      }
      runs.push({ due: time, start: now, manual: false, error: failure.error });
    }
  }
  await settleRuns(schedule, { due, next, runs });
}

function missedRun(due: number, now: number): ScheduledRun {
  const minutes = Math.round((now - due) / 60_000);
  const error = operationError('DEADLINE_EXCEEDED', `Skipped: it could not be started until ${minutes} minutes later.`);
  return { due, start: now, manual: false, error };
}

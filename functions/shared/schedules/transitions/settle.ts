import { FieldValue } from '@google-cloud/firestore';
import { readDocument } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { scheduleDocument } from '../documents.ts';
import { type ScheduledRun, type ScheduleRecord, scheduleRecord } from '../record.ts';

/** Runs that are remembered. */
const MAX_RUNS = 20;

/** What has been done about a schedule. */
export interface Settlement {
  /** The due time that had come; undefined for a run that somebody asked for. */
  readonly due?: number;
  /** The next one. */
  readonly next?: number | undefined;
  readonly runs: readonly ScheduledRun[];
}

/**
 * Takes note of runs of a schedule, and goes on to its next due time, unless that has been done or the schedule has changed.
 *
 * Reads: the schedule.
 * Writes: its last runs, its last error, its next due time.
 */
export function settleRuns(schedule: ScheduleRecord, { due, next, runs }: Settlement): Promise<void> {
  return inTransaction(async (transaction) => {
    const document = scheduleDocument(schedule);
    const now = readDocument(scheduleRecord, await transaction.get(document));
    if (now?.uid !== schedule.uid) return;
    // Wake-ups come twice: the second one finds that the operation is there, or fails for the same reason.
    const added = runs.filter((run) => !now.runs.some((known) => isSame(known, run)));
    const failed = added.findLast(({ error }) => error !== undefined);
    transaction.update(document, {
      runs: [...added.toReversed(), ...now.runs].slice(0, MAX_RUNS),
      ...(failed?.error ? { lastError: { start: failed.start, error: failed.error } } : {}),
      ...(due !== undefined && now.next === due ? { next: next ?? FieldValue.delete() } : {}),
    });
  });
}

/** A due time runs once; by request it may run any number of times. */
function isSame(a: ScheduledRun, b: ScheduledRun): boolean {
  if (a.manual || b.manual) return a.operation === b.operation;
  return a.due === b.due;
}

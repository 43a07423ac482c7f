import { readDocument } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { scheduleDocument } from '../documents.ts';
import { type ScheduleRecord, scheduleRecord } from '../record.ts';

/**
 * Forgets a schedule. What it has started goes on.
 *
 * Reads: the schedule.
 * Writes: nothing if another one has its name by now; else deletes it.
 */
export function deleteSchedule(schedule: ScheduleRecord): Promise<void> {
  return inTransaction(async (transaction) => {
    const document = scheduleDocument(schedule);
    const now = readDocument(scheduleRecord, await transaction.get(document));
    if (now?.uid === schedule.uid) transaction.delete(document);
  });
}

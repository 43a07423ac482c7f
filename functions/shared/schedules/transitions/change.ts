import { FieldValue } from '@google-cloud/firestore';
import { readDocument } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { type ScheduleKey, scheduleDocument } from '../documents.ts';
import { noSchedule } from '../find.ts';
import { type ScheduleRecord, scheduleRecord } from '../record.ts';

/** Fields of a schedule that change; `next` that is undefined is removed. */
export type ScheduleChange = Partial<ScheduleRecord>;

/**
 * Changes a schedule.
 *
 * Reads: the schedule.
 * Writes: the schedule.
 * Returns: it, as it was and as it is.
 * Throws: NOT_FOUND, and what `change` throws.
 *
 * @param change the new fields of the schedule as it is; may be called several times
 */
export function changeSchedule(
  key: ScheduleKey,
  change: (schedule: ScheduleRecord) => ScheduleChange,
): Promise<{ readonly before: ScheduleRecord; readonly after: ScheduleRecord }> {
  return inTransaction(async (transaction) => {
    const document = scheduleDocument(key);
    const before = readDocument(scheduleRecord, await transaction.get(document));
    if (!before) throw noSchedule(key);
    const fields = change(before);
    if (Object.keys(fields).length === 0) return { before, after: before };
    const removed = 'next' in fields && fields.next === undefined;
    transaction.update(document, { ...fields, ...(removed ? { next: FieldValue.delete() } : {}) });
    return { before, after: { ...before, ...fields } };
  });
}

import { ServiceError } from '../../errors.ts';
import { readDocument } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { scheduleDocument, schedules } from '../documents.ts';
import { scheduleName } from '../message.ts';
import { type ScheduleRecord, scheduleRecord } from '../record.ts';

/** Schedules that a project may have. */
const MAX_SCHEDULES = 1000;

/**
 * Stores a new schedule.
 *
 * Reads: the schedule, and how many the project has.
 * Writes: the schedule.
 * Throws: ALREADY_EXISTS if there is another one of the name; RESOURCE_EXHAUSTED if the project has too many.
 */
export function createSchedule(record: ScheduleRecord): Promise<void> {
  return inTransaction(async (transaction) => {
    const document = scheduleDocument(record);
    const own = readDocument(scheduleRecord, await transaction.get(document));
    // A commit may have been carried out although its answer was lost: then this is the second attempt.
    if (own?.uid === record.uid) return;
    if (own) throw new ServiceError('ALREADY_EXISTS', `Schedule "${scheduleName(record)}" already exists.`);
    const { count } = (await transaction.get(schedules().where('project', '==', record.project).count())).data();
    if (count >= MAX_SCHEDULES) {
      throw new ServiceError('RESOURCE_EXHAUSTED', `A project has at most ${MAX_SCHEDULES} schedules: delete some.`);
    }
    transaction.create(document, record);
  });
}

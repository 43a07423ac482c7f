import { z } from 'zod';
import type { StoredOf } from '../google/stored.ts';
import { storedText } from '../google/stored-text.ts';
import { storedStatus } from '../tasks/record.ts';

/** What is done about due times that passed while nothing could be started. */
const missedRunPolicy = z.enum(['SKIP', 'LAST', 'ALL']);
export type MissedRunPolicy = z.output<typeof missedRunPolicy>;

/** A due time at which something was started, or could not be. Times are milliseconds since 1970. */
const scheduledRun = z.object({
  due: z.number(),
  /** When it was started. */
  start: z.number(),
  /** Whether somebody asked for it. */
  manual: z.boolean(),
  /** The id of the operation. */
  operation: z.string().optional(),
  error: storedStatus.optional(),
});
export type ScheduledRun = StoredOf<typeof scheduledRun>;

/** A schedule as Firestore has it. Times are milliseconds since 1970. */
export const scheduleRecord = z.object({
  /** The end of its name. */
  id: z.string(),
  project: z.string(),
  /** Another one for each schedule that ever had the name. */
  uid: z.string(),
  description: z.string(),
  cron: z.string(),
  timeZone: z.string(),
  policy: missedRunPolicy,
  /** The account that runs it: who made it, or last changed what it does. */
  user: z.string(),
  /** The method that it calls: a key of SCHEDULED_METHODS. */
  method: z.string(),
  /** The body of the call, with placeholders, as JSON text. */
  request: storedText,
  paused: z.boolean(),
  /** The next due time; none while it is paused, and where there is none in sight. */
  next: z.number().optional(),
  createTime: z.number(),
  updateTime: z.number(),
  /** The last runs, the latest first. */
  runs: z.array(scheduledRun),
  /** The last run that could not be started. */
  lastError: z.object({ start: z.number(), error: storedStatus }).optional(),
});
export type ScheduleRecord = StoredOf<typeof scheduleRecord>;

/** A schedule without its request, which may be long. */
export const listedSchedule = scheduleRecord.omit({ request: true });
export type ListedSchedule = StoredOf<typeof listedSchedule>;

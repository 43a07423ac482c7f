import { invalid, notFound } from '../errors.ts';
import { readDocument, readDocuments } from '../google/stored.ts';
import { type ScheduleKey, scheduleDocument, schedules } from './documents.ts';
import { scheduleName } from './message.ts';
import { type ListedSchedule, listedSchedule, type ScheduleRecord, scheduleRecord } from './record.ts';

/**
 * The project and the id in a schedule's name.
 * @throws NOT_FOUND for what cannot be a name
 */
export function parseScheduleName(name: string): ScheduleKey {
  const [, project = '', id = ''] = /^projects\/([^/]+)\/schedules\/([^/]+)$/.exec(name) ?? [];
  if (!isScheduleId(id)) throw noSchedule({ project, id });
  return { project, id };
}

/** The record of a schedule; undefined if there is none (any more). */
export async function readSchedule(key: ScheduleKey): Promise<ScheduleRecord | undefined> {
  return readDocument(scheduleRecord, await scheduleDocument(key).get());
}

/**
 * Finds a schedule.
 * @throws NOT_FOUND
 */
export async function findSchedule(key: ScheduleKey): Promise<ScheduleRecord> {
  const record = await readSchedule(key);
  if (!record) throw noSchedule(key);
  return record;
}

/** The error for a schedule that there is not. */
export function noSchedule(key: ScheduleKey) {
  return notFound(`Schedule "${scheduleName(key).slice(0, 200)}" not found.`);
}

/** Whether a text can be the id of a schedule: a name as in other APIs of Google (AIP-122), which has no dots. */
export function isScheduleId(text: string): boolean {
  return /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}

/** Schedules of a project by their ids, and where the next page begins. */
export interface SchedulePage {
  readonly schedules: readonly ListedSchedule[];
  readonly next?: string;
}

/**
 * One page of a project's schedules.
 * @param token the `next` of the page before
 */
export async function listSchedules(
  project: string,
  pageSize: number,
  token: string | undefined,
): Promise<SchedulePage> {
  let query = schedules()
    .where('project', '==', project)
    .orderBy('id')
    .select(...Object.keys(listedSchedule.shape))
    .limit(pageSize + 1);
  if (token) query = query.startAfter(readToken(token));
  const records = readDocuments(listedSchedule, await query.get());
  const page = records.slice(0, pageSize);
  const last = page.at(-1);
  if (records.length <= pageSize || !last) return { schedules: page };
  return { schedules: page, next: Buffer.from(last.id).toString('base64url') };
}

/** Tokens are the id of the last schedule of the page before. */
function readToken(token: string): string {
  const id = Buffer.from(token, 'base64url').toString();
  if (!isScheduleId(id)) throw invalid('Invalid page token.');
  return id;
}

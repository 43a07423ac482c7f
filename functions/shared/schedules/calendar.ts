import { Cron } from 'croner';
import { invalid } from '../errors.ts';
import type { ScheduleRecord } from './record.ts';

/** When a schedule is due: a cron expression of five fields, and the IANA time zone in which it is read. */
export type Calendar = Pick<ScheduleRecord, 'cron' | 'timeZone'>;

const MAX_LENGTH = 100;
const MINUTE = 60_000;

/**
 * Where a change to daylight-saving time skips the hour of a due time that names minutes and hours, it is due at the change; where an hour comes
 * twice, it is due once. What is due every so many minutes or hours follows the clock of the day: not in the skipped hour, and in both that are alike.
 */
function read({ cron, timeZone }: Calendar): Cron {
  return new Cron(cron, { timezone: timeZone, mode: '5-part', fixedTimeRule: 'no-wildcard', paused: true });
}

/**
 * Checks that there are such due times.
 * @throws INVALID_ARGUMENT
 */
export function checkCalendar(calendar: Calendar): void {
  const { cron, timeZone } = calendar;
  if (!isTimeZone(timeZone)) {
    throw invalid(`Invalid 'timeZone' '${timeZone.slice(0, MAX_LENGTH)}': use a name such as Europe/Vienna or UTC.`);
  }
  if (cron.length > MAX_LENGTH) throw invalid(`Invalid 'cron': it has more than ${MAX_LENGTH} characters.`);
  let next: number | undefined;
  try {
    next = dueAfter(calendar, Date.now());
  } catch (error) {
    throw invalid(`Invalid 'cron' '${cron}': ${error instanceof Error ? error.message : String(error)}`);
  }
  if (next === undefined) throw invalid(`Invalid 'cron' '${cron}': there is no such day.`);
}

function isTimeZone(name: string): boolean {
  if (name.length > MAX_LENGTH || !/^[A-Z]/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The first due time after a time, both in milliseconds since 1970; undefined if there is none. */
export function dueAfter(calendar: Calendar, time: number): number | undefined {
  return read(calendar).nextRun(new Date(time))?.getTime();
}

/** The last due times, at most `count`, of those from one time to another, in milliseconds since 1970 and in their order. */
export function lastDue(
  calendar: Calendar,
  { from, to, count }: { readonly from: number; readonly to: number; readonly count: number },
): number[] {
  // Due times begin with a minute.
  const end = new Date((Math.floor(to / MINUTE) + 1) * MINUTE - 1);
  const found = read(calendar)
    .previousRuns(count, end)
    .map((date) => date.getTime());
  return found.filter((due) => due >= from && due <= to).toReversed();
}

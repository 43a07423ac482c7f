import { dueAfter, lastDue } from './calendar.ts';
import type { ScheduleRecord } from './record.ts';

const MINUTE = 60_000;

/** Milliseconds after which a due time counts as missed, though no other one has come since. */
const LATE = 10 * MINUTE;

/** The most missed due times that are made up for. */
const MAX_MISSED = 100;

/** What is to be done about a schedule. Times are milliseconds since 1970. */
export interface Due {
  /** The due times to run, in their order. */
  readonly run: readonly number[];
  /** A due time that is passed over because it was missed. */
  readonly missed?: number;
  /** The due time after these. */
  readonly next: number | undefined;
}

/**
 * What is due of a schedule whose `next` has come. Due times that another one followed were missed. SKIP runs the last one unless it is ten
 * minutes late, LAST runs it in any case, ALL runs the missed ones, too, the last hundred of them.
 */
export function dueNow(schedule: ScheduleRecord & { readonly next: number }, now: number): Due {
  const { policy, next: first } = schedule;
  const second = dueAfter(schedule, first);
  if (second !== undefined && second <= now) {
    const count = policy === 'ALL' ? MAX_MISSED : 1;
    const run = lastDue(schedule, { from: first, to: now, count });
    return settled(schedule, run, now, dueAfter(schedule, now));
  }
  return settled(schedule, [first], now, second);
}

function settled({ policy }: ScheduleRecord, run: readonly number[], now: number, next: number | undefined): Due {
  const last = run.at(-1) ?? now;
  return policy === 'SKIP' && now - last > LATE ? { run: [], missed: last, next } : { run, next };
}

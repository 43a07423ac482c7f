import type { OperationRecord } from '../tasks/record.ts';
import type { ListedSchedule, ScheduledRun, ScheduleRecord } from './record.ts';

/** What is told of the operation of a run. */
export type RunState = Pick<OperationRecord, 'state' | 'error'>;

/** The name of a schedule. */
export function scheduleName({ project, id }: Pick<ScheduleRecord, 'project' | 'id'>): string {
  return `projects/${project}/schedules/${id}`;
}

/**
 * The message Schedule of a record, without its request.
 * @param states of the operations of its runs, by their ids
 */
export function scheduleMessage(schedule: ListedSchedule, states: ReadonlyMap<string, RunState> = new Map()): object {
  const { description, cron, timeZone, policy, method, paused, user, next, runs, lastError } = schedule;
  return {
    name: scheduleName(schedule),
    ...(description === '' ? {} : { description }),
    cron,
    timeZone,
    missedRunPolicy: policy,
    method,
    state: paused ? 'PAUSED' : 'ENABLED',
    creator: user,
    createTime: iso(schedule.createTime),
    updateTime: iso(schedule.updateTime),
    ...(next === undefined ? {} : { nextRunTime: iso(next) }),
    ...(lastError ? { lastError: lastError.error, lastErrorTime: iso(lastError.start) } : {}),
    ...(runs.length === 0 ? {} : { runs: runs.map((run) => runMessage(schedule, run, states)) }),
  };
}

function runMessage(
  { project }: ListedSchedule,
  { due, start, manual, operation, error: refusal }: ScheduledRun,
  states: ReadonlyMap<string, RunState>,
): object {
  const { state, error = refusal } = (operation !== undefined && states.get(operation)) || {};
  return {
    dueTime: iso(due),
    startTime: iso(start),
    ...(manual ? { manual } : {}),
    ...(operation === undefined ? {} : { operation: `projects/${project}/operations/${operation}` }),
    ...(state === undefined ? {} : { state }),
    ...(error === undefined ? {} : { error }),
  };
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

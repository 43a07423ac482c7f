import { boolean, enumeration, repeated, string, struct, timestamp } from './field.ts';
import { type Content, message } from './message.ts';
import { Status } from './operation.ts';

export const ScheduledRun = message('ScheduledRun', {
  dueTime: timestamp,
  startTime: timestamp,
  operation: string,
  state: string,
  error: Status,
  manual: boolean,
});

/** `request` is the body of the method that is called, with placeholders; it is checked as a call of that method. */
export const Schedule = message('Schedule', {
  name: string,
  description: string,
  cron: string,
  timeZone: string,
  missedRunPolicy: enumeration('MissedRunPolicy', ['MISSED_RUN_POLICY_UNSPECIFIED', 'SKIP', 'LAST', 'ALL']),
  method: string,
  request: struct,
  state: enumeration('Schedule.State', ['STATE_UNSPECIFIED', 'ENABLED', 'PAUSED']),
  creator: string,
  createTime: timestamp,
  updateTime: timestamp,
  nextRunTime: timestamp,
  lastError: Status,
  lastErrorTime: timestamp,
  runs: repeated(ScheduledRun),
});
export type Schedule = Content<typeof Schedule>;

export const ListSchedulesResponse = message('ListSchedulesResponse', {
  schedules: repeated(Schedule),
  nextPageToken: string,
});

export const PauseScheduleRequest = message('PauseScheduleRequest', {});

export const ResumeScheduleRequest = message('ResumeScheduleRequest', {});

export const RunScheduleRequest = message('RunScheduleRequest', { dueTime: timestamp, requestId: string });

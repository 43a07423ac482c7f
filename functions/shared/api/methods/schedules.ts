import { Operation } from '../../messages/operation.ts';
import { Empty } from '../../messages/pixels.ts';
import {
  ListSchedulesResponse,
  PauseScheduleRequest,
  ResumeScheduleRequest,
  RunScheduleRequest,
  Schedule,
} from '../../messages/schedule.ts';
import type { Method } from './method.ts';

const schedule = { path: '{name=projects/*/schedules/*}', response: Schedule, servedBy: 'batch' } as const;

/**
 * Exports and imports at times of a calendar. Earth Engine has nothing like it: names and verbs are those of other APIs of Google. The permission
 * of the method that a schedule calls is asked for by the handlers.
 */
export const SCHEDULE_METHODS = {
  'projects.schedules.create': {
    verb: 'POST',
    path: '{parent=projects/*}/schedules',
    query: { scheduleId: 'string' },
    request: Schedule,
    response: Schedule,
    permission: 'earthengine.exports.create',
    servedBy: 'batch',
  },
  'projects.schedules.list': {
    verb: 'GET',
    path: '{parent=projects/*}/schedules',
    query: { pageSize: 'integer', pageToken: 'string' },
    response: ListSchedulesResponse,
    permission: 'earthengine.operations.list',
    servedBy: 'batch',
  },
  'projects.schedules.get': { ...schedule, verb: 'GET', permission: 'earthengine.operations.get' },
  'projects.schedules.patch': {
    ...schedule,
    verb: 'PATCH',
    query: { updateMask: 'string' },
    request: Schedule,
    permission: 'earthengine.exports.create',
  },
  'projects.schedules.delete': {
    ...schedule,
    verb: 'DELETE',
    response: Empty,
    permission: 'earthengine.operations.delete',
  },
  'projects.schedules.pause': {
    ...schedule,
    verb: 'POST',
    path: '{name=projects/*/schedules/*}:pause',
    request: PauseScheduleRequest,
    permission: 'earthengine.operations.update',
  },
  'projects.schedules.resume': {
    ...schedule,
    verb: 'POST',
    path: '{name=projects/*/schedules/*}:resume',
    request: ResumeScheduleRequest,
    permission: 'earthengine.operations.update',
  },
  'projects.schedules.run': {
    ...schedule,
    verb: 'POST',
    path: '{name=projects/*/schedules/*}:run',
    request: RunScheduleRequest,
    response: Operation,
    permission: 'earthengine.exports.create',
  },
} as const satisfies { readonly [id: string]: Method };

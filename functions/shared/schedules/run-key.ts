import { requestDigest } from '../tasks/request-id.ts';
import type { ScheduleRecord } from './record.ts';

/** The key under which a due time of a schedule is remembered as a request: whoever comes to run it, it starts one operation. */
export function dueKey({ uid }: Pick<ScheduleRecord, 'uid'>, due: number): string {
  return requestDigest(['schedule', uid, String(due)]);
}

/** The key of a run that somebody asks for by a request with an id. */
export function manualKey({ uid }: Pick<ScheduleRecord, 'uid'>, requestId: string): string {
  return requestDigest(['run', uid, requestId]);
}

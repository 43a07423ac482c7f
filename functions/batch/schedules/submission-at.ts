import { requirePermission } from '../../shared/access/access.ts';
import { isAdmitted } from '../../shared/access/keys/admission.ts';
import { messageOf } from '../../shared/api/message.ts';
import { invalid, ServiceError } from '../../shared/errors.ts';
import { fillPlaceholders } from '../../shared/schedules/placeholders.ts';
import type { ScheduleRecord } from '../../shared/schedules/record.ts';
import type { Submission } from '../submissions/submission.ts';
import { SCHEDULED_METHODS } from './scheduled-methods.ts';

/** Milliseconds that reading a request may take. */
const PATIENCE = 60_000;

/** Who calls what, as far as a schedule says it. */
export type ScheduledCall = Pick<ScheduleRecord, 'project' | 'user' | 'method' | 'timeZone'>;

/**
 * Reads what a schedule starts at a due time, as if its user called the method then: whether that user may is asked each time.
 * @param request the body of the call, with placeholders
 * @param due milliseconds since 1970
 * @throws PERMISSION_DENIED, INVALID_ARGUMENT and whatever else the method refuses requests with
 */
export async function submissionAt(
  { project, user, method, timeZone }: ScheduledCall,
  request: string,
  due: number,
): Promise<Submission> {
  if (!Object.hasOwn(SCHEDULED_METHODS, method)) {
    const known = Object.keys(SCHEDULED_METHODS).join(', ');
    throw invalid(`Invalid 'method' '${method.slice(0, 100)}': schedules can call ${known}.`);
  }
  if (!(await isAdmitted(user))) {
    throw new ServiceError('PERMISSION_DENIED', `The account ${user} may not use this server.`);
  }
  const { permission, read } = SCHEDULED_METHODS[method];
  if (permission !== null) await requirePermission({ user }, permission, `projects/${project}`);
  const caller = { project, user };
  const bytes = Buffer.from(fillPlaceholders(request, due, { timeZone }));
  return read(await messageOf(bytes, caller, AbortSignal.timeout(PATIENCE)), caller);
}

import type { Caller } from '../jobs/caller.ts';
import type { OperationRecord } from './record.ts';

/** The caller on whose behalf an operation's jobs run. */
export function callerOf({ project, user }: OperationRecord): Caller {
  return user === '' ? { project } : { project, user };
}

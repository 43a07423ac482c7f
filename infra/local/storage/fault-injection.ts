import { setTimeout as wait } from 'node:timers/promises';
import type { FaultPlan, FaultStatus } from '../faults.ts';
import type { Answer } from './answer.ts';
import { StorageError } from './errors.ts';

/** The HTTP status that goes with each gRPC status (google.rpc.Code). */
const HTTP_STATUS: Record<FaultStatus, number> = {
  CANCELLED: 499,
  UNKNOWN: 500,
  INVALID_ARGUMENT: 400,
  DEADLINE_EXCEEDED: 504,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  PERMISSION_DENIED: 403,
  RESOURCE_EXHAUSTED: 429,
  FAILED_PRECONDITION: 412,
  ABORTED: 409,
  OUT_OF_RANGE: 400,
  UNIMPLEMENTED: 501,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DATA_LOSS: 500,
  UNAUTHENTICATED: 401,
};

/** Carries out a call under a fault plan; undefined: the answer is lost, and the connection is to be broken. */
export async function underFaults(
  plan: FaultPlan | undefined,
  method: string,
  bucket: string,
  work: () => Promise<Answer> | Answer,
): Promise<Answer | undefined> {
  const fault = await plan?.before('storage', method, bucket);
  if (fault?.kind === 'fail') throw new StorageError(HTTP_STATUS[fault.status], 'injected', `Injected ${fault.status}`);
  if (fault?.kind === 'delay') await wait(fault.milliseconds);
  const answer = await work();
  if (fault?.kind !== 'drop') return answer;
  answer.done?.();
  return undefined;
}

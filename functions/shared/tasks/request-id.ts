import { createHash } from 'node:crypto';
import { z } from 'zod';
import { invalid } from '../errors.ts';

/** The record of a request's id, under `requests/{key}`. */
export const requestRecord = z.object({ operation: z.string(), createTime: z.string() });

const REQUEST_ID = /^[a-zA-Z0-9-]{1,60}$/;

/**
 * The key under which a request's id is remembered: ids of other users are others. A user's id is the same in all projects.
 * @throws INVALID_ARGUMENT for an id that is none
 */
export function requestKey(user: string, requestId: string): string {
  if (!REQUEST_ID.test(requestId)) {
    throw invalid("Invalid request ID: use at most 60 letters, digits and '-'.");
  }
  return requestDigest(['user', user, requestId]);
}

/** A key of requests that are told apart by these texts. */
export function requestDigest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

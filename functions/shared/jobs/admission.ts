import { ServiceError } from '../errors.ts';
import { SETTINGS } from '../settings.ts';
import type { Caller } from './caller.ts';

/** Values that one caller may have computed at a time, as the service's quota has it. Each instance counts its own. */
const LIMIT = SETTINGS.concurrentAggregations.read();

const running = new Map<string, number>();

/**
 * Lets a caller's computation in.
 * @returns what to call when it has ended
 * @throws RESOURCE_EXHAUSTED beyond the limit; the clients wait and try again
 */
export function admit({ project, user }: Caller): () => void {
  const key = `${project} ${user ?? ''}`;
  const count = running.get(key) ?? 0;
  if (count >= LIMIT) throw new ServiceError('RESOURCE_EXHAUSTED', 'Too many concurrent aggregations.');
  running.set(key, count + 1);
  return () => {
    const left = (running.get(key) ?? 1) - 1;
    if (left === 0) running.delete(key);
    else running.set(key, left);
  };
}

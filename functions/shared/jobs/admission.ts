import { ServiceError } from '../errors.ts';
import { SETTINGS } from '../settings.ts';
import type { Caller } from './caller.ts';

/** The most values that one caller may have computed at a time, as the service's quota. Each instance counts its own. */
const LIMIT = SETTINGS.concurrentAggregations.read();

const running = new Map<string, number>();

/**
 * Admits a computation of a caller.
 * @returns a function to be called when the computation has ended
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

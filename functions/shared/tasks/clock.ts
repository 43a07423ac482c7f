import type { Timestamp } from '@google-cloud/firestore';

/**
 * The time at which something was read by the database's clock, in milliseconds since 1970. Leases go by it: if they went by those of instances, one whose clock
 * is ahead would take all that others work at.
 */
export function timeOfRead({ readTime }: { readonly readTime: Timestamp }): number {
  return readTime.toMillis();
}

/** The time as records have it: RFC 3339 in UTC, always with three digits of a second, so that texts sort as times. */
export function timestamp(milliseconds = Date.now()): string {
  return new Date(milliseconds).toISOString();
}

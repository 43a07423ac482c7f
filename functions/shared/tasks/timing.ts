import { SETTINGS } from '../settings.ts';

const SECOND = 1000;

/** Attempts of a step that may fail before the operation does. */
export const MAX_ATTEMPTS = 5;

/**
 * Attempts of a step that may be cut off before the operation fails: by the end of an instance, which is no fault of the work, unless it is what ends
 * them.
 */
export const MAX_CUT_OFFS = 10;

/** Milliseconds for which operations that are over, and the ids of requests, are remembered: 90 days. */
export const REMEMBERED = 90 * 24 * 3600 * SECOND;

/** Operations of a project that may be PENDING. */
export const MAX_PENDING = 3000;

/** Milliseconds that an operation may run: ten days. */
export const MAX_RUNNING = 10 * 24 * 3600 * SECOND;

/** Milliseconds that one delivery of a step may take: Cloud Tasks allows 30 minutes. */
export const STEP_TIME = 29 * 60 * SECOND;

/** Milliseconds after which a waiting step counts as forgotten, beyond the time for which it was to be woken. */
export const GRACE = 120 * SECOND;

const DAY = 24 * 3600 * SECOND;

/**
 * Milliseconds until the sweep wakes a step again that it has woken a number of times without anybody working at it: 2, 4, 8 minutes, and so on
 * up to a day.
 */
export function wakingPause(times: number): number {
  return Math.min(GRACE * 2 ** times, DAY);
}

/**
 * Milliseconds until objects are deleted for which that has failed a number of times: 1, 4, 16 minutes, and so on up to a day. Undefined if
 * there have been attempts enough.
 */
export function tidyingPause(failures: number): number | undefined {
  return failures < 9 ? Math.min(60 * SECOND * 4 ** (failures - 1), DAY) : undefined;
}

/** Milliseconds that a lease holds unless it is renewed; it is renewed after a third of it. */
export function leaseTime(): number {
  return SETTINGS.leaseSeconds.read() * SECOND;
}

/** Milliseconds to wait before the next attempt, after a number of failed ones: 1 s, 4 s, 16 s, 64 s, and up to a quarter more. */
export function backOff(failures: number): number {
  return SECOND * 4 ** (failures - 1) * (1 + Math.random() / 4);
}

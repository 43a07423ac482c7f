import type { Endpoint } from '../endpoint.ts';
import { isOpen } from '../identity/auth-mode.ts';
import { SETTINGS } from '../settings.ts';

/** What a user or a project may use. */
export interface Limits {
  /** Computations at a time. */
  readonly running: number;
  /** Requests a second, on the average of ten seconds. */
  readonly perSecond: number;
}

/** In open mode there is nobody else to be kept waiting, so that requests are not counted unless a setting says so. */
const rate = (setting: { read(): number | undefined }, byDefault: number) =>
  setting.read() ?? (isOpen() ? Infinity : byDefault);

/** The limits of each user: who asks for much at a time, at the high-volume endpoint, may have as much computed as all users of a project. */
export function userLimits(endpoint: Endpoint): Limits {
  const running = endpoint === 'standard' ? SETTINGS.userComputations : SETTINGS.projectComputations;
  return { running: running.read(), perSecond: rate(SETTINGS.userRequests, 100) };
}

/** The limits of each project. */
export function projectLimits(): Limits {
  return { running: SETTINGS.projectComputations.read(), perSecond: rate(SETTINGS.projectRequests, 500) };
}

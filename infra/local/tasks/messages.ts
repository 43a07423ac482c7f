/** Messages of google.cloud.tasks.v2 as proto-loader gives them: fields that are not set, or zero, are absent. */

/** google.protobuf.Duration. */
export interface Duration {
  seconds?: number;
  nanos?: number;
}

/** google.protobuf.Timestamp. */
export type Timestamp = Duration;

export interface HttpRequest {
  url?: string;
  httpMethod?: string;
  headers?: Record<string, string>;
  body?: Buffer;
  oauthToken?: { serviceAccountEmail?: string; scope?: string };
  oidcToken?: { serviceAccountEmail?: string; audience?: string };
}

export interface Attempt {
  scheduleTime?: Timestamp;
  dispatchTime?: Timestamp;
  responseTime?: Timestamp;
  /** google.rpc.Status. */
  responseStatus?: { code: number; message: string };
}

export type View = 'VIEW_UNSPECIFIED' | 'BASIC' | 'FULL';

export interface Task {
  name?: string;
  httpRequest?: HttpRequest;
  appEngineHttpRequest?: object;
  scheduleTime?: Timestamp;
  createTime?: Timestamp;
  dispatchDeadline?: Duration;
  dispatchCount?: number;
  responseCount?: number;
  firstAttempt?: Attempt;
  lastAttempt?: Attempt;
  view?: View;
}

export interface RateLimits {
  maxDispatchesPerSecond?: number;
  maxBurstSize?: number;
  maxConcurrentDispatches?: number;
}

export interface RetryConfig {
  maxAttempts?: number;
  maxRetryDuration?: Duration;
  minBackoff?: Duration;
  maxBackoff?: Duration;
  maxDoublings?: number;
}

export type QueueState = 'STATE_UNSPECIFIED' | 'RUNNING' | 'PAUSED' | 'DISABLED';

export interface Queue {
  name?: string;
  appEngineRoutingOverride?: object;
  rateLimits?: RateLimits;
  retryConfig?: RetryConfig;
  state?: QueueState;
  purgeTime?: Timestamp;
  stackdriverLoggingConfig?: object;
}

/** Milliseconds of a duration, or since 1970 of a timestamp. */
export function toMilliseconds(time: Duration): number {
  return (time.seconds ?? 0) * 1000 + (time.nanos ?? 0) / 1e6;
}

/** A duration or a timestamp of milliseconds, exact to the microsecond. */
export function fromMilliseconds(milliseconds: number): Required<Duration> {
  const micros = Math.round(milliseconds * 1000);
  const seconds = Math.floor(micros / 1e6);
  return { seconds, nanos: (micros - seconds * 1e6) * 1000 };
}

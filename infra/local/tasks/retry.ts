/** When and how often a failed task is tried again; times in milliseconds. */
export interface RetryPolicy {
  /** -1: without limit. */
  maxAttempts: number;
  /** The time limit from the first attempt on; 0: without limit. */
  maxRetryDuration: number;
  minBackoff: number;
  maxBackoff: number;
  maxDoublings: number;
}

/**
 * The wait before a retry: the first (`retry` 0) after `minBackoff`, doubled `maxDoublings` times, then growing by
 * `minBackoff * 2^maxDoublings` each time, never more than `maxBackoff` (queue.proto, RetryConfig.max_doublings).
 */
export function backoff(policy: RetryPolicy, retry: number): number {
  const { minBackoff, maxBackoff, maxDoublings } = policy;
  const doubled = minBackoff * 2 ** Math.min(retry, maxDoublings);
  const steps = Math.max(retry - maxDoublings, 0);
  return Math.min(doubled * (1 + steps), maxBackoff);
}

/**
 * Whether a task that has failed `attempts` times, first tried `age` milliseconds ago, is tried again. Where both the
 * number and the time are limited, both limits have to be passed (queue.proto, RetryConfig.max_retry_duration).
 */
export function retries(policy: RetryPolicy, attempts: number, age: number): boolean {
  const attemptsLeft = policy.maxAttempts === -1 || attempts < policy.maxAttempts;
  if (policy.maxRetryDuration === 0) return attemptsLeft;
  const timeLeft = age < policy.maxRetryDuration;
  return policy.maxAttempts === -1 ? timeLeft : attemptsLeft || timeLeft;
}

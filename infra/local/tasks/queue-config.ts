import { invalid, notImplemented } from './errors.ts';
import { fromMilliseconds, type Queue, type RateLimits, type RetryConfig, toMilliseconds } from './messages.ts';
import type { RetryPolicy } from './retry.ts';

/** The settings of a queue, complete. */
export interface QueueConfig {
  maxDispatchesPerSecond: number;
  maxConcurrentDispatches: number;
  /** Times in milliseconds. */
  retry: RetryPolicy;
}

/** The service's defaults for fields that are not given (as `gcloud tasks queues describe` shows for a new queue). */
export const DEFAULT_CONFIG: QueueConfig = {
  maxDispatchesPerSecond: 500,
  maxConcurrentDispatches: 1000,
  retry: { maxAttempts: 100, maxRetryDuration: 0, minBackoff: 100, maxBackoff: 3_600_000, maxDoublings: 16 },
};

/**
 * `current` with the fields of a queue message that the mask names (all of them where it is empty) put in; a field
 * named but not set goes back to its default. INVALID_ARGUMENT for values out of range or an unknown path.
 */
export function updateConfig(current: QueueConfig, queue: Queue, mask: readonly string[] = []): QueueConfig {
  if (queue.appEngineRoutingOverride) throw notImplemented('App Engine targets', 'leave the routing override out.');
  const paths = mask.length > 0 ? mask : ['rate_limits', 'retry_config'];
  const config = { ...current, retry: { ...current.retry } };
  for (const path of paths) {
    const set = SETTERS[snakeCase(path)];
    if (!set) throw invalid(`Unknown or output-only field in update_mask: ${path}`);
    set(config, queue.rateLimits ?? {}, queue.retryConfig ?? {});
  }
  checkConfig(config);
  return config;
}

/** The burst that goes with a rate. The service does not document its choice: a fifth of the rate, from 10 to 100. */
export function burstSize(maxDispatchesPerSecond: number): number {
  return Math.min(Math.max(Math.ceil(maxDispatchesPerSecond / 5), 10), 100);
}

/** The settings as messages. */
export function configMessages(config: QueueConfig): { rateLimits: RateLimits; retryConfig: RetryConfig } {
  const { maxDispatchesPerSecond, maxConcurrentDispatches, retry } = config;
  return {
    rateLimits: { maxDispatchesPerSecond, maxConcurrentDispatches, maxBurstSize: burstSize(maxDispatchesPerSecond) },
    retryConfig: {
      maxAttempts: retry.maxAttempts,
      maxRetryDuration: fromMilliseconds(retry.maxRetryDuration),
      minBackoff: fromMilliseconds(retry.minBackoff),
      maxBackoff: fromMilliseconds(retry.maxBackoff),
      maxDoublings: retry.maxDoublings,
    },
  };
}

type Setter = (config: QueueConfig, limits: RateLimits, retry: RetryConfig) => void;

const FIELDS: Record<string, Setter> = {
  'rate_limits.max_dispatches_per_second': (config, limits) => {
    config.maxDispatchesPerSecond = limits.maxDispatchesPerSecond || DEFAULT_CONFIG.maxDispatchesPerSecond;
  },
  'rate_limits.max_concurrent_dispatches': (config, limits) => {
    config.maxConcurrentDispatches = limits.maxConcurrentDispatches || DEFAULT_CONFIG.maxConcurrentDispatches;
  },
  'retry_config.max_attempts': (config, _limits, retry) => {
    config.retry.maxAttempts = retry.maxAttempts || DEFAULT_CONFIG.retry.maxAttempts;
  },
  'retry_config.max_retry_duration': (config, _limits, retry) => {
    config.retry.maxRetryDuration = Math.trunc(toMilliseconds(retry.maxRetryDuration ?? {}) / 1000) * 1000;
  },
  'retry_config.min_backoff': (config, _limits, retry) => {
    config.retry.minBackoff = retry.minBackoff ? toMilliseconds(retry.minBackoff) : DEFAULT_CONFIG.retry.minBackoff;
  },
  'retry_config.max_backoff': (config, _limits, retry) => {
    config.retry.maxBackoff = retry.maxBackoff ? toMilliseconds(retry.maxBackoff) : DEFAULT_CONFIG.retry.maxBackoff;
  },
  'retry_config.max_doublings': (config, _limits, retry) => {
    config.retry.maxDoublings = retry.maxDoublings ?? DEFAULT_CONFIG.retry.maxDoublings;
  },
};

/** The setters by path of an update mask: single fields, and messages with all of their fields. Log settings have no effect here. */
const SETTERS: Record<string, Setter> = {
  ...FIELDS,
  rate_limits: all('rate_limits.'),
  retry_config: all('retry_config.'),
  stackdriver_logging_config: () => {},
};

function all(prefix: string): Setter {
  const setters = Object.keys(FIELDS).filter((path) => path.startsWith(prefix));
  return (config, limits, retry) => {
    for (const path of setters) FIELDS[path]!(config, limits, retry);
  };
}

function checkConfig(config: QueueConfig): void {
  const { maxDispatchesPerSecond, maxConcurrentDispatches, retry } = config;
  if (!(maxDispatchesPerSecond > 0 && maxDispatchesPerSecond <= 500)) {
    throw invalid('rate_limits.max_dispatches_per_second must be greater than 0 and at most 500');
  }
  if (maxConcurrentDispatches < 1 || maxConcurrentDispatches > 5000) {
    throw invalid('rate_limits.max_concurrent_dispatches must be from 1 to 5000');
  }
  if (retry.maxAttempts < -1) throw invalid('retry_config.max_attempts must be -1 (no limit) or greater');
  for (const field of ['maxRetryDuration', 'minBackoff', 'maxBackoff', 'maxDoublings'] as const) {
    if (retry[field] < 0) throw invalid(`retry_config.${snakeCase(field)} must not be negative`);
  }
  if (retry.minBackoff > retry.maxBackoff) throw invalid('retry_config.min_backoff must not exceed max_backoff');
}

function snakeCase(path: string): string {
  return path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

import { meter } from './meter.ts';
import type { ProfileRow } from './profile.ts';
import type { Profiler } from './profiler.ts';

/** What a job took. */
export interface Measured {
  /** Pixels, a band each; bytes from Cloud Storage; what was in caches, and was not. */
  readonly pixels: number;
  readonly bytesRead: number;
  readonly cacheHits: number;
  readonly cacheMisses: number;
  /** Milliseconds in which the result was written as a reply or a file. */
  readonly encode: number;
  readonly algorithms: readonly string[];
  /** Where the job was to be profiled. */
  readonly profile?: readonly ProfileRow[];
}

/** What the job of this thread has taken. */
export function measured(profiler: Profiler | undefined): Measured {
  const { algorithms, ...counts } = meter;
  return {
    ...counts,
    algorithms: [...algorithms],
    ...(profiler ? { profile: profiler.rows() } : {}),
  };
}

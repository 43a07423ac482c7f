/**
 * What this thread has done since it began with its job, counted where it is done. A thread does one job at a time, so that what is counted
 * is the job's.
 */
export const meter = {
  /** Pixels that were asked for, a band each. */
  pixels: 0,
  /** Bytes that were read from Cloud Storage. */
  bytesRead: 0,
  /** Decoded blocks, finished tiles, results and images that were there already, and that were not. */
  cacheHits: 0,
  cacheMisses: 0,
  /** Milliseconds that it took to write what was computed as a reply or file. */
  encode: 0,
  /** The names of the algorithms in the expression, as far as there are few. */
  algorithms: new Set<string>(),
};

/** Names that are noted, and characters that each has at most: requests may name whatever they like. */
const MOST_NAMES = 100;
const LONGEST_NAME = 60;

/** Begins anew. */
export function resetMeter(): void {
  meter.pixels = 0;
  meter.bytesRead = 0;
  meter.cacheHits = 0;
  meter.cacheMisses = 0;
  meter.encode = 0;
  meter.algorithms.clear();
}

/** Notes an algorithm of the expression. */
export function noteAlgorithm(name: string): void {
  if (meter.algorithms.size < MOST_NAMES && name.length <= LONGEST_NAME) meter.algorithms.add(name);
}

/** Writes what was computed, and counts the time that it takes. */
export async function encoding<T>(write: () => Promise<T> | T): Promise<T> {
  const start = performance.now();
  try {
    return await write();
  } finally {
    meter.encode += performance.now() - start;
  }
}

import type { Measured } from './measured.ts';
import type { ProfileRow } from './profile.ts';

/** The parts of a request's time: who calls and what they may; waiting for a turn and a thread; computing; writing the result, which is a part of computing. */
export type Phase = 'auth' | 'wait' | 'compute';

/** A part of a request's time, in milliseconds as `performance.now` counts. */
export interface Span {
  readonly phase: Phase;
  readonly start: number;
  readonly end: number;
}

/** Parts that are kept one by one: a request has a job or two. */
const MOST_SPANS = 50;

/** What a request has taken in all its jobs, and how its time is divided. */
export class RequestMeasures {
  /** Milliseconds. Those of `encode` are not among those of `compute`. */
  readonly milliseconds = { auth: 0, wait: 0, compute: 0, encode: 0 };
  readonly spans: Span[] = [];
  pixels = 0;
  bytesRead = 0;
  cacheHits = 0;
  cacheMisses = 0;
  readonly algorithms = new Set<string>();
  /** What its jobs took by kinds of work, where that was asked for. */
  readonly profile: ProfileRow[] = [];
  /** Whose computation it is: of an image of a map, its maker's. */
  user: string | undefined;
  /** The number of its jobs. */
  jobs = 0;

  /** Notes a part of the time that ends now. */
  passed(phase: Phase, start: number): void {
    const end = performance.now();
    this.milliseconds[phase] += end - start;
    if (this.spans.length < MOST_SPANS) this.spans.push({ phase, start, end });
  }

  /**
   * Adds a job that has ended now.
   * @param start when its thread began with it
   * @param user with whose rights it was done
   */
  add(job: Measured, start: number, user: string | undefined): void {
    this.passed('compute', start);
    this.milliseconds.compute = Math.max(0, this.milliseconds.compute - job.encode);
    this.milliseconds.encode += job.encode;
    this.jobs++;
    this.user ??= user;
    this.pixels += job.pixels;
    this.bytesRead += job.bytesRead;
    this.cacheHits += job.cacheHits;
    this.cacheMisses += job.cacheMisses;
    for (const name of job.algorithms) this.algorithms.add(name);
    if (job.profile) this.profile.push(...job.profile);
  }
}

import type { Measured } from './measured.ts';
import type { ProfileRow } from './profile.ts';

/** What a request has taken in all its jobs, and how its milliseconds are divided. */
export class RequestMeasures {
  /** Milliseconds: who calls and what they may; waiting for a turn and a thread; computing; writing the result. */
  readonly phases = { auth: 0, wait: 0, compute: 0, encode: 0 };
  pixels = 0;
  bytesRead = 0;
  cacheHits = 0;
  cacheMisses = 0;
  readonly algorithms = new Set<string>();
  /** What its jobs took by kinds of work, where that was asked for. */
  readonly profile: ProfileRow[] = [];
  /** Whose computation it is: of an image of a map, its maker's. */
  user: string | undefined;
  #jobs = 0;

  /** Whether there was a job. */
  get computed(): boolean {
    return this.#jobs > 0;
  }

  /**
   * Adds what a job took.
   * @param milliseconds how long its thread had it
   * @param user with whose rights
   */
  add(job: Measured, milliseconds: number, user: string | undefined): void {
    this.#jobs++;
    this.user ??= user;
    this.pixels += job.pixels;
    this.bytesRead += job.bytesRead;
    this.cacheHits += job.cacheHits;
    this.cacheMisses += job.cacheMisses;
    this.phases.encode += job.encode;
    this.phases.compute += Math.max(0, milliseconds - job.encode);
    for (const name of job.algorithms) this.algorithms.add(name);
    if (job.profile) this.profile.push(...job.profile);
  }
}

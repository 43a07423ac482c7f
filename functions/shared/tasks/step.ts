import type { TileEntry } from '../jobs/export-job.ts';

/** A unit of work of an operation: making the plan, a chunk by its number, or putting the file together. */
export type Step = 'plan' | 'finish' | number;

/** A part object and the tiles in it. Without bytes there is no object, and the generation is empty. */
export interface StoredPart {
  readonly object: string;
  readonly generation: string;
  readonly entries: readonly TileEntry[];
}

/** What a chunk has come to. */
export interface StoredParts {
  readonly overviews: StoredPart;
  readonly tiles: StoredPart;
}

/** A step as Firestore has it, under `operations/{id}/steps/{step}`. */
export interface StepRecord {
  readonly operation: string;
  readonly step: Step;
  /** Chunks are counted and read in their order; the other steps have none. */
  readonly chunk?: number;
  readonly state: 'WAITING' | 'LEASED' | 'DONE';
  /** Attempts that failed. */
  readonly failures: number;
  /**
   * Milliseconds since 1970: when a lease is over, or when a waiting step should long have been woken. The sweep looks for
   * steps that are overdue; those that are done have none.
   */
  readonly due?: number;
  /** Who holds the lease: a random token. */
  readonly lease?: string;
  /** StoredParts of a chunk, or the WrittenTable, as JSON text: Firestore takes no lists of lists. */
  readonly parts?: string;
}

/** Reads a step as wake-ups and documents name it; undefined if it is none. */
export function parseStep(value: unknown): Step | undefined {
  if (value === 'plan' || value === 'finish') return value;
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}

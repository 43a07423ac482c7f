import { z } from 'zod';
import type { StoredOf } from '../google/stored.ts';
import { type OperationRecord, operationKind } from './record.ts';
import { GRACE } from './timing.ts';

const step = z.union([
  z.enum(['plan', 'finish']),
  z.int().nonnegative(),
  z.templateLiteral(['group-', z.int().nonnegative()]),
]);

/** A unit of work of an operation: making the plan, a chunk by its number, gathering what the chunks of a group have written, or putting the file together. */
export type Step = z.output<typeof step>;

/** A step as Firestore has it, under `operations/{id}/steps/{step}`. */
export const stepRecord = z.object({
  operation: z.string(),
  step,
  /** Chunks are counted and read in their order; the other steps have none. */
  chunk: z.number().optional(),
  /** The number of a group, likewise. */
  group: z.number().optional(),
  /** Whether it is a step of an import, which has a queue of its own. */
  kind: operationKind.default('export'),
  /** The end of the run that a chunk is in. */
  end: z.number().optional(),
  state: z.enum(['WAITING', 'LEASED', 'DONE']),
  /** Attempts that failed. */
  failures: z.number(),
  /** Attempts that were cut off: whoever worked at it did so no more. */
  cutOffs: z.number().default(0),
  /**
   * Milliseconds since 1970: the end of the lease, or the time by which a waiting step should have been woken. The sweep looks for overdue
   * steps. Steps that are done have none.
   */
  due: z.number().optional(),
  /** How often the sweep has woken the step since it was worked at, and when it may do so again, in milliseconds since 1970. */
  woken: z.object({ times: z.number(), next: z.number() }).optional(),
  /** The token of the current lease: random text that only its holder knows. */
  lease: z.string().optional(),
  /** The chunks that have followed a chunk which is done. */
  followers: z.array(z.number()).optional(),
  /** The result of a chunk or group, as JSON text that the content reads: Firestore cannot store lists of lists. */
  parts: z.string().optional(),
});
export type StepRecord = StoredOf<typeof stepRecord>;

/** Reads a step as wake-ups name it; undefined if it is none. */
export function parseStep(value: unknown): Step | undefined {
  return step.safeParse(value).data;
}

/**
 * A step that is about to be woken.
 * @param time the database's, in milliseconds since 1970
 * @param end of the run that a chunk is in
 */
export function waitingStep(
  { id, kind }: Pick<OperationRecord, 'id' | 'kind'>,
  step: Step,
  time: number,
  end?: number,
): StepRecord {
  return {
    operation: id,
    kind,
    step,
    ...numberOf(step),
    ...(end === undefined ? {} : { end }),
    state: 'WAITING',
    failures: 0,
    cutOffs: 0,
    due: time + GRACE,
  };
}

/** The step that gathers a group. */
export function groupStep(group: number): Extract<Step, `group-${string}`> {
  return `group-${group}`;
}

/** The group that a step gathers; undefined for other steps. */
export function groupOfStep(step: Step): number | undefined {
  if (step === 'plan' || step === 'finish' || typeof step === 'number') return undefined;
  return Number(step.slice(step.indexOf('-') + 1));
}

/** The field that has the number of a chunk or group. */
function numberOf(step: Step): Pick<StepRecord, 'chunk' | 'group'> {
  if (typeof step === 'number') return { chunk: step };
  const group = groupOfStep(step);
  return group === undefined ? {} : { group };
}

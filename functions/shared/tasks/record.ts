import { z } from 'zod';
import type { StoredOf } from '../google/stored.ts';
import { storedText } from '../google/stored-text.ts';
import { destination } from './destination.ts';

export const operationKind = z.enum(['export', 'import']);
export type OperationKind = z.output<typeof operationKind>;

const operationState = z.enum(['PENDING', 'RUNNING', 'CANCELLING', 'SUCCEEDED', 'CANCELLED', 'FAILED']);
export type OperationState = z.output<typeof operationState>;

/** The error of a failed or cancelled operation: google.rpc.Status. */
export const storedStatus = z.object({ code: z.number(), message: z.string() });
export type OperationError = StoredOf<typeof storedStatus>;

/** An operation as Firestore has it, under `operations/{id}`. Times are RFC 3339 in UTC with three digits. */
export const operationRecord = z.object({
  id: z.string(),
  project: z.string(),
  /** The account that asked; empty for calls without credentials. */
  user: z.string(),
  kind: operationKind,
  /** The kind of thing that is exported or imported: a key of CONTENTS. */
  content: z.string(),
  state: operationState,
  priority: z.number(),
  description: z.string(),
  /** What its user counts it to. */
  workloadTag: z.string().optional(),
  createTime: z.string(),
  updateTime: z.string(),
  startTime: z.string().optional(),
  endTime: z.string().optional(),
  /** The most attempts that any of its steps needed. */
  attempt: z.number(),
  /** The expression or the manifest, as JSON text. */
  request: storedText,
  /** The options of the export or import, as JSON text that the content reads. */
  options: z.string(),
  destination,
  /** The uploads that an import reads, as gs:// URIs: they are not needed any more once it has succeeded. */
  uploads: z.array(z.string()).optional(),
  /** The plan that all chunks share, as JSON text that the content reads; set once the operation has been planned. */
  plan: z.string().optional(),
  /** The JSON text of Pins: the states of the assets and objects that plan and chunks read. */
  pins: storedText.optional(),
  /** Which versions of its inputs it has read, as the JSON text of `versionsText`; kept with the result. */
  inputs: z.string().optional(),
  /** The operation that it repeats, and the inputs that are others since then, if that is known. */
  repeats: z.object({ operation: z.string(), changed: z.array(z.string()).optional() }).optional(),
  /** The number of chunks of the plan. */
  chunks: z.number().optional(),
  /** The number of groups of chunks that are gathered in steps of their own, if there are several. */
  groups: z.number().optional(),
  error: storedStatus.optional(),
  /** What the user should know of a result. */
  note: z.string().optional(),
  destinationUris: z.array(z.string()).optional(),
  /** True while parts or step records may be left behind; the sweep looks for such operations. */
  litter: z.boolean(),
  /** Attempts to delete what is left behind that failed, and the time of the next one, in milliseconds since 1970. */
  tidying: z.object({ failures: z.number(), next: z.number() }).optional(),
  /** Objects and folders of objects, as gs:// URIs, that could not be deleted and stay. */
  left: z.array(z.string()).optional(),
});
export type OperationRecord = StoredOf<typeof operationRecord>;

/** An operation without the texts that only those need who carry it out. */
export const listedOperation = operationRecord.omit({
  request: true,
  options: true,
  plan: true,
  pins: true,
  inputs: true,
});
export type ListedOperation = StoredOf<typeof listedOperation>;

/** Whether an operation in this state will never change again. */
export function isOver(state: OperationState): boolean {
  return state === 'SUCCEEDED' || state === 'CANCELLED' || state === 'FAILED';
}

import type { NewAsset } from '../../catalog/asset.ts';
import type { OperationKind, OperationRecord } from '../record.ts';

/** The result of planning an operation. */
export interface PlannedWork {
  /** Chunks are numbered from 0. */
  readonly chunks: number;
  /** The plan that all chunks share, as JSON text that is stored with the operation. */
  readonly plan: string;
  /** The states of the assets and objects that the plan was made from, as the JSON text of Pins; chunks read the same states. */
  readonly pins: string;
}

/** A chunk that is being computed. */
export interface ChunkWork {
  readonly chunk: number;
  /** Aborted when the chunk must stop. */
  readonly signal: AbortSignal;
  /** Whether it is stopped before long: then it need not wait for the chunks of long exports. */
  readonly isBrief?: boolean;
}

/** The results of an operation's chunks, or of its groups, as JSON texts. */
export type Results = AsyncIterable<string> | Iterable<string>;

/** Successive chunks: from `first` on, before `end`. */
export interface ChunkSpan {
  readonly first: number;
  readonly end: number;
}

/** What an operation has come to. */
export interface Finished {
  /** The asset, if the operation makes one: the catalogue takes it when the operation ends. */
  readonly asset?: NewAsset;
  /** What the user should know of it. */
  readonly note?: string;
}

/** A kind of thing that is exported or imported, such as images: a strategy with everything that is particular to the kind. */
export interface Content {
  /** The names that clients see, of the kinds of operations that there are: OperationMetadata.type, and the message type of the response. */
  readonly messages: { readonly [kind in OperationKind]?: { readonly type: string; readonly response: string } };
  /** The extension of an asset's file, where it can be an asset. */
  readonly assetExtension?: string;
  /** Checks the request, and divides the work into chunks. */
  plan(operation: OperationRecord, signal: AbortSignal): Promise<PlannedWork>;
  /**
   * Computes a chunk and writes its parts to the operation's folder. May be called again, also while another call is running: each writes
   * objects of its own.
   * @returns the data that `finish` needs, as JSON text that is stored with the step
   */
  chunk(operation: OperationRecord, work: ChunkWork): Promise<string>;
  /** The chunks of each group, in their order; only for contents that gather. */
  groups?(operation: OperationRecord): readonly ChunkSpan[];
  /**
   * Puts the parts of a group together, once its chunks are done: groups are steps, so that finishing thousands of chunks goes on in several places, and where it was
   * cut off. May be called again, also while another call is running.
   * @param results of the group's chunks, in their order
   * @returns the data that `finish` needs, as JSON text that is stored with the step
   */
  gather?(operation: OperationRecord, group: number, results: Results, signal: AbortSignal): Promise<string>;
  /**
   * Puts the parts together, once all chunks are done.
   * @param results of the chunks, or of the groups of a content that gathers, in their order
   */
  finish(operation: OperationRecord, results: Results, signal: AbortSignal): Promise<Finished>;
}

/**
 * Finishes an operation whose chunks are of one group, if of any.
 * @param results of the chunks
 */
export async function finishAtOnce(
  content: Content,
  operation: OperationRecord,
  results: Results,
  signal: AbortSignal,
): Promise<Finished> {
  const gathered = content.gather ? [await content.gather(operation, 0, results, signal)] : results;
  return content.finish(operation, gathered, signal);
}

/**
 * The plan of an operation.
 * @throws TypeError if it has not been planned
 */
export function planOf({ id, plan }: OperationRecord): string {
  if (plan === undefined) throw new TypeError(`Operation ${id} has no plan.`);
  return plan;
}

/**
 * The pins of an operation.
 * @throws TypeError if it has not been planned
 */
export function pinsOf({ id, pins }: OperationRecord): NonNullable<OperationRecord['pins']> {
  if (pins === undefined) throw new TypeError(`Operation ${id} has no pins.`);
  return pins;
}

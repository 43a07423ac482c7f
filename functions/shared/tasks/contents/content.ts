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

/** The results of an operation's chunks, as JSON texts. */
export type ChunkResults = AsyncIterable<string> | Iterable<string>;

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
  /**
   * Puts the parts together, once all chunks are done.
   * @param results of the chunks, in their order
   */
  finish(operation: OperationRecord, results: ChunkResults, signal: AbortSignal): Promise<Finished>;
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

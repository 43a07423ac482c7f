import type { NewAsset } from '../../catalog/asset.ts';
import type { OperationKind, OperationRecord } from '../record.ts';

/** What making a plan comes to. */
export interface PlannedWork {
  /** Chunks are numbered from 0. */
  readonly chunks: number;
  /** What all chunks have in common, as JSON text that is stored with the operation. */
  readonly plan: string;
  /** What the plan was made of, as the JSON text of Pins: chunks read the same. */
  readonly pins: string;
}

/** A chunk that is being computed. */
export interface ChunkWork {
  readonly chunk: number;
  /** Ends the work. */
  readonly signal: AbortSignal;
  /** To be asked before anything is written: throws ABORTED if the chunk is not wanted any more. */
  confirm(): Promise<void>;
}

/** What an operation has come to. */
export interface Finished {
  /** The asset, if the operation makes one: the catalogue takes it when the operation ends. */
  readonly asset?: NewAsset;
  /** What the user should know of it. */
  readonly note?: string;
}

/** A kind of thing that is exported or imported, such as images: all that is particular to it. */
export interface Content {
  /** What clients are told: OperationMetadata.type, and the message of the response. */
  readonly messages: { readonly [kind in OperationKind]: { readonly type: string; readonly response: string } };
  /** Of the name of an asset's file. */
  readonly assetExtension: string;
  /** Looks at the request, tells what is wrong with it, and cuts the work into chunks. */
  plan(operation: OperationRecord, signal: AbortSignal): Promise<PlannedWork>;
  /**
   * Computes a chunk and writes its parts, to the operation's folder. May be called again, and beside itself.
   * @returns what `finish` has to know of it, as JSON text that is stored with the step
   */
  chunk(operation: OperationRecord, work: ChunkWork): Promise<string>;
  /** Puts the parts together, once all chunks are done. */
  finish(operation: OperationRecord, signal: AbortSignal): Promise<Finished>;
}

/** The plan of an operation that has been planned. */
export function planOf({ id, plan }: OperationRecord): string {
  if (plan === undefined) throw new TypeError(`Operation ${id} has no plan.`);
  return plan;
}

/** What an operation that has been planned is made of. */
export function pinsOf({ id, pins }: OperationRecord): NonNullable<OperationRecord['pins']> {
  if (pins === undefined) throw new TypeError(`Operation ${id} has no pins.`);
  return pins;
}

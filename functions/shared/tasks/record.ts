import type { StoredRaster, StoredTable } from '../catalog/asset.ts';
import type { Destination } from './destination.ts';

export type OperationKind = 'export' | 'import';

export type OperationContent = 'table';

export type OperationState = 'PENDING' | 'RUNNING' | 'CANCELLING' | 'SUCCEEDED' | 'CANCELLED' | 'FAILED';

/** Why an operation did not come to a result: google.rpc.Status. */
export interface OperationError {
  readonly code: number;
  readonly message: string;
}

/** The expression or the manifest, as JSON text: in the record if it is short, else an object of the asset bucket. */
export type StoredRequest =
  | { readonly text: string }
  | { readonly bucket: string; readonly object: string; readonly generation: string };

/** An object in one state of it. */
export interface ObjectReference {
  readonly bucket: string;
  readonly object: string;
  readonly generation: string;
}

/** An operation as Firestore has it, under `operations/{id}`. Times are RFC 3339 in UTC with three digits. */
export interface OperationRecord {
  readonly id: string;
  readonly project: string;
  /** The account that asked; empty for calls without credentials. */
  readonly user: string;
  readonly kind: OperationKind;
  /** What is exported or imported: an image unless it is said. */
  readonly content?: OperationContent;
  readonly state: OperationState;
  readonly priority: number;
  readonly description: string;
  readonly createTime: string;
  readonly updateTime: string;
  readonly startTime?: string;
  readonly endTime?: string;
  /** The most attempts that any of its steps needed. */
  readonly attempt: number;
  readonly request: StoredRequest;
  /** ExportOptions or, for a table, TableOptions, as JSON text. */
  readonly options: string;
  readonly destination: Destination;
  /** ExportPlan, as JSON text; set once the operation has been planned. */
  readonly plan?: string;
  /** The chunks of the plan. */
  readonly chunks?: number;
  readonly error?: OperationError;
  readonly destinationUris?: readonly string[];
  /** Set while parts, step records or replaced rasters may be left behind: what the sweep looks for. */
  readonly litter: boolean;
  /** The rasters of the asset that this operation's result has replaced. */
  readonly replaced?: readonly StoredRaster[];
  /** The table of that asset. */
  readonly replacedTable?: StoredTable;
}

/** Whether an operation in this state will never change again. */
export function isOver(state: OperationState): boolean {
  return state === 'SUCCEEDED' || state === 'CANCELLED' || state === 'FAILED';
}

import type { ObjectReference } from '../google/object-reference.ts';
import type { StoredText } from '../google/stored-text.ts';
import type { ObjectPlace } from '../storage-names.ts';
import type { Caller } from './caller.ts';
import type { ExportSource } from './export-job.ts';

/** Trains the classifier of an expression, and writes it to an object. Result: the object. */
export interface WriteClassifierJob {
  readonly kind: 'write-classifier';
  readonly caller: Caller;
  readonly source: ExportSource;
  /** The JSON text of Pins. */
  readonly pins: StoredText;
  /** Where it is put. Each attempt has its own object. */
  readonly place: ObjectPlace;
  /** Whether it is stopped before long. */
  readonly isBrief: boolean;
}

export type WrittenClassifier = ObjectReference;

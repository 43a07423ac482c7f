import type { Fault } from '../faults.ts';

/** What the thread of a Cloud Storage is started with. */
export interface ThreadOptions {
  readonly dataDir: string | undefined;
  readonly port: number | undefined;
  /** Whether each call is to be asked about. */
  readonly faulty: boolean;
}

/** From the thread: it serves, asks which fault strikes a call, or has ended. */
export type FromThread =
  | { readonly kind: 'serving'; readonly host: string; readonly port: number; readonly url: string }
  | { readonly kind: 'before'; readonly call: number; readonly method: string; readonly bucket: string | undefined }
  | { readonly kind: 'stopped' };

/** To the thread: the answer to its question, or that it should end. */
export type ToThread =
  | { readonly kind: 'fault'; readonly call: number; readonly fault: Fault | undefined }
  | { readonly kind: 'stop' };

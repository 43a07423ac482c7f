import { z } from 'zod';
import type { ObjectReference } from '../google/object-reference.ts';
import type { StoredOf } from '../google/stored.ts';
import type { StoredText } from '../google/stored-text.ts';
import type { ObjectPlace } from '../storage-names.ts';
import type { Caller } from './caller.ts';
import type { ExportSource } from './export-job.ts';

/** The file formats of videos that are exported: the ends of their names, and what they are. */
export const VIDEO_FORMATS = {
  MP4: { extension: 'mp4', contentType: 'video/mp4' },
  GIF: { extension: 'gif', contentType: 'image/gif' },
} as const;

/** The options of an export of a video. */
export const videoOptions = z.object({
  format: z.enum(['MP4', 'GIF']),
  framesPerSecond: z.number(),
  maxFrames: z.number(),
  maxPixelsPerFrame: z.number(),
});
export type VideoOptions = StoredOf<typeof videoOptions>;

/** Whether a video can be made: no pixel is computed. Result: the JSON text of Pins. */
export interface CheckVideoJob {
  readonly kind: 'check-video';
  readonly caller: Caller;
  readonly source: ExportSource;
  readonly options: VideoOptions;
}

/** Computes the images of a collection, and writes them as a video. Result: the object. */
export interface WriteVideoJob {
  readonly kind: 'write-video';
  readonly caller: Caller;
  readonly source: ExportSource;
  /** The JSON text of Pins. */
  readonly pins: StoredText;
  readonly options: VideoOptions;
  /** Where it is put. Each attempt has its own object. */
  readonly place: ObjectPlace;
  /** Whether it is stopped before long. */
  readonly isBrief: boolean;
}

export type WrittenVideo = ObjectReference;

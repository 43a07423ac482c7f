import { z } from 'zod';
import { objectReference } from '../google/object-reference.ts';
import type { StoredOf } from '../google/stored.ts';
import type { StoredText } from '../google/stored-text.ts';
import { PixelGrid } from '../messages/pixels.ts';
import type { ObjectPlace } from '../storage-names.ts';
import type { Caller } from './caller.ts';
import type { ExportSource } from './export-job.ts';

/** The options of an export of an image as TFRecords of patches. */
export const patchesOptions = z.object({
  maxPixels: z.number(),
  /** The pixels that are written, if they are others than the image's own. */
  grid: PixelGrid.optional(),
  /** The width and height of a patch in pixels, without its margins. */
  patch: z.array(z.number()),
  /** By how many pixels a patch is larger on each side: left and right, top and bottom. */
  margin: z.array(z.number()),
  compress: z.boolean(),
  /** The most bytes of a file before compression. */
  maxSizeBytes: z.number(),
  /** The value of masked pixels. */
  defaultValue: z.number(),
  /** The layers that each array band becomes. */
  tensorDepths: z.record(z.string(), z.number()),
  /** Whether each pixel is a record; else each patch. */
  sequenceData: z.boolean(),
  /** Whether all bands are one tensor. */
  collapseBands: z.boolean(),
  /** Patches of which a larger part is masked are left out. */
  maxMaskedRatio: z.number(),
});
export type PatchesOptions = StoredOf<typeof patchesOptions>;

/** The plan of an export as patches, which are numbered row by row. Columns and rows that are no full patch are left out. */
export const patchesPlan = z.object({
  /** The grid's reference system: a code, or WKT. */
  crs: z.string(),
  transform: z.array(z.number()),
  patchesPerRow: z.number(),
  totalPatches: z.number(),
  patchesPerFile: z.number(),
  patchesPerChunk: z.number(),
});
export type PatchesPlan = StoredOf<typeof patchesPlan>;

/** Successive patches: from `first` on, before `end`. */
export interface PatchRun {
  /** The number of the file that they are in. */
  readonly file: number;
  readonly first: number;
  readonly end: number;
}

type Sizes = Pick<PatchesPlan, 'totalPatches' | 'patchesPerFile' | 'patchesPerChunk'>;

/** The chunks of a plan: no chunk is in two files. */
export function patchChunks({ totalPatches, patchesPerFile, patchesPerChunk }: Sizes): number {
  const full = Math.floor(totalPatches / patchesPerFile);
  const rest = totalPatches - full * patchesPerFile;
  return full * Math.ceil(patchesPerFile / patchesPerChunk) + Math.ceil(rest / patchesPerChunk);
}

/** The patches of a chunk. */
export function patchesOfChunk({ totalPatches, patchesPerFile, patchesPerChunk }: Sizes, chunk: number): PatchRun {
  const chunksPerFile = Math.ceil(patchesPerFile / patchesPerChunk);
  const file = Math.floor(chunk / chunksPerFile);
  const first = file * patchesPerFile + (chunk % chunksPerFile) * patchesPerChunk;
  const end = Math.min(first + patchesPerChunk, (file + 1) * patchesPerFile, totalPatches);
  return { file, first, end };
}

/** Finds out which patches an image has. Result: Planned<PatchesPlan>. */
export interface PlanPatchesJob {
  readonly kind: 'plan-patches';
  readonly caller: Caller;
  readonly source: ExportSource;
  readonly options: PatchesOptions;
}

/** Computes successive patches, and writes their records to an object. Result: WrittenPatches. */
export interface PatchesJob {
  readonly kind: 'patches';
  readonly caller: Caller;
  /** The id of the operation: its image is kept for its other patches. */
  readonly operation: string;
  readonly source: ExportSource;
  /** The JSON text of Pins. */
  readonly pins: StoredText;
  readonly options: PatchesOptions;
  readonly plan: PatchesPlan;
  readonly run: PatchRun;
  /** Where they are put. Each attempt has its own object. */
  readonly place: ObjectPlace;
  /** Whether it is stopped before long. */
  readonly isBrief: boolean;
}

/** The records of some patches as a part of a file, and what its end has to say of it. Without bytes there is no object, and the generation is empty. */
export const writtenPatches = objectReference.extend({
  file: z.number(),
  /** Before compression, in bytes. */
  size: z.number(),
  crc: z.number(),
});
export type WrittenPatches = StoredOf<typeof writtenPatches>;

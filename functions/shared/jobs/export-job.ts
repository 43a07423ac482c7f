import { z } from 'zod';
import { assetContent, policy } from '../catalog/asset.ts';
import { type ObjectReference, objectReference } from '../google/object-reference.ts';
import type { StoredOf } from '../google/stored.ts';
import type { StoredText } from '../google/stored-text.ts';
import { PixelGrid } from '../messages/pixels.ts';
import type { SampleType } from '../raster/samples.ts';
import type { ObjectPlace } from '../storage-names.ts';
import type { Caller } from './caller.ts';

/**
 * The source of an export or import, as the message's JSON text: an expression (of an image or a table), a manifest, or a manifest of files
 * that are to be read where they lie.
 */
export interface ExportSource {
  readonly kind: 'expression' | 'manifest' | 'external';
  readonly text: StoredText;
}

/** The options of an image export. */
export const exportOptions = z.object({
  /** A file for the user, or an asset's raster (which has overviews and keeps masks exactly). */
  target: z.enum(['file', 'asset']),
  maxPixels: z.number(),
  /** The pixels that are written, if they are others than the image's own. */
  grid: PixelGrid.optional(),
  /** Pixels a side of the GeoTIFF's tiles: a multiple of 16. */
  tileSize: z.number(),
  /** Whether a file gets overviews; assets always do. */
  cloudOptimized: z.boolean(),
  /** Value of masked pixels; by default NaN for floating bands and 0 for integers. */
  noData: z.number().optional(),
  pyramidingPolicy: policy.optional(),
  pyramidingPolicyOverrides: z.record(z.string(), policy).optional(),
  /** The most pixels across and down of a file: multiples of the tile size. One file, however large, if there are none. */
  fileDimensions: z.array(z.number()).optional(),
  /** Whether files of which all is masked are left out. */
  skipEmptyFiles: z.boolean().optional(),
  /** Whether a STAC Item is written beside the files. */
  stacItem: z.boolean().optional(),
});
export type ExportOptions = StoredOf<typeof exportOptions>;

const SAMPLE_TYPES = [
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'float32',
  'float64',
] as const satisfies readonly SampleType[];

/** The layout and encoding of an exported raster. */
const rasterPlan = z.object({
  /** The grid's reference system: a code, or WKT. */
  crs: z.string(),
  transform: z.array(z.number()),
  tileSize: z.number(),
  /** Tiles a side of a chunk: a power of 2. */
  chunkTiles: z.number(),
  /** Chunks a side of a group: a power of 2. */
  groupSide: z.number(),
  /** Overviews, each half the size of the one before; those down to one tile a chunk are made with the chunk, those down to one a group with the group. */
  overviews: z.number(),
  sampleType: z.enum(SAMPLE_TYPES),
  predictor: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  strategy: z.enum(['default', 'fast', 'searched', 'quick']),
  /** The value of masked pixels in the file. */
  fill: z.union([z.number(), z.literal('NaN')]),
  /** Whether readers are told that the fill value means "no data". */
  declareFill: z.boolean(),
  bandNames: z.array(z.string()),
  policies: z.array(policy),
});
export type RasterPlan = StoredOf<typeof rasterPlan>;

/** The plan of one file. Only jobs look into `raster`. */
const exportPlan = z.object({
  /** Chunks are numbered from 0. Each is a square of tiles. */
  chunks: z.number(),
  width: z.number(),
  height: z.number(),
  /** The bands of the image that are in the file, by their places. */
  bands: z.array(z.number()),
  raster: rasterPlan,
  /** The most pixels across and down, if it is divided into several files: `dividedFiles` makes the plans of these. */
  division: z.array(z.number()).optional(),
  /** The first column and row, in pixels, of one that is a part of such a division. */
  origin: z.array(z.number()).optional(),
});
export type ExportPlan = StoredOf<typeof exportPlan>;

/** The plan of a file that is taken as it is, by a copy of it: one chunk. */
const adoptedPlan = z.object({
  /** The file, in the state in which it was planned. */
  source: objectReference.extend({
    /** Bytes. */
    size: z.number(),
  }),
  sampleType: z.enum(SAMPLE_TYPES),
  /** The reference system: a code, or WKT. */
  crs: z.string(),
  transform: z.array(z.number()),
  /** Width and height in pixels. */
  dimensions: z.array(z.number()),
  /** The values that mean "missing": a list for each raster that the asset has in the file. */
  missing: z.array(z.array(z.number())),
});
export type AdoptedPlan = StoredOf<typeof adoptedPlan>;

/**
 * The plan that all chunks of an export share: plain JSON, small whatever the image's size, made once when the export starts to run.
 */
export const imagePlan = z.object({
  /**
   * The files that are written: one, or for an imported asset one for each grid that such bands are on. Their chunks are numbered one file
   * after the other.
   */
  files: z.array(exportPlan),
  /** The files that an imported asset takes as they are. Their chunks come last. */
  adopted: z.array(adoptedPlan).optional(),
  /** The asset's record, except for the fields that follow from the written files; only for exports to assets. */
  record: assetContent.optional(),
  /** What the STAC Item of the files says, if there is to be one: bounds in degrees (west, south, east, north), and times (RFC 3339). */
  item: z
    .object({ bounds: z.array(z.number()), startTime: z.string().optional(), endTime: z.string().optional() })
    .optional(),
});
export type ImagePlan = StoredOf<typeof imagePlan>;

/**
 * A part in Cloud Storage: tiles one after the other, in the order that `tile-order.ts` says, and their lengths in bytes: 0 for one that is wholly masked, which
 * is not written. Without bytes there is no object, and the generation is empty.
 */
export const writtenPart = objectReference.extend({ counts: z.array(z.number()) });
export type WrittenPart = StoredOf<typeof writtenPart>;

/** Makes the plan. */
export interface PlanJob {
  readonly kind: 'plan';
  readonly caller: Caller;
  readonly source: ExportSource;
  readonly options: ExportOptions;
  /** The most pixels a side of a chunk; 2048 if left out. */
  readonly chunkPixels?: number;
}

/** A plan, and the states of the assets and objects that it was made from, as the JSON text of Pins. */
export interface Planned<Plan> {
  readonly plan: Plan;
  readonly pins: string;
}

/** Computes one chunk and writes its parts. Result: WrittenChunk. */
export interface ChunkJob {
  readonly kind: 'chunk';
  readonly caller: Caller;
  /** The id of the operation: its image is kept for its other chunks. */
  readonly operation: string;
  readonly source: ExportSource;
  /** The JSON text of Pins. */
  readonly pins: StoredText;
  readonly plan: ExportPlan;
  readonly chunk: number;
  /** Where the parts are put: what their names begin with. Each attempt has its own. */
  readonly parts: ObjectPlace;
  /** Whether it is stopped before long. */
  readonly isBrief: boolean;
}

/** A chunk that has been written: two parts of the file. */
export const writtenChunk = z.object({ overviews: writtenPart, tiles: writtenPart });
export type WrittenChunk = StoredOf<typeof writtenChunk>;

/** The copy of a file that is taken as it is. */
export const copiedFile = z.object({ copy: objectReference });

/** The lengths of the tiles of a group: of its overviews, and of the parts of its chunks, one after the other. */
export const groupCounts = z.object({
  top: z.array(z.number()),
  overviews: z.array(z.number()),
  tiles: z.array(z.number()),
});
export type GroupCounts = StoredOf<typeof groupCounts>;

/** Makes the overviews of a group of chunks from the coarsest ones of its chunks. Result: WrittenGroup. */
export interface GroupJob {
  readonly kind: 'group';
  readonly caller: Caller;
  readonly plan: ExportPlan;
  /** The number of the group in the file. */
  readonly group: number;
  /** What its chunks have written, in their order. */
  readonly chunks: readonly WrittenChunk[];
  /** Where the overviews are put: what their names begin with. Each attempt has its own. */
  readonly place: ObjectPlace;
}

/** The overviews of a group: the objects that they are in, and the lengths of their tiles. */
export interface WrittenGroup {
  readonly objects: readonly ObjectReference[];
  readonly counts: readonly number[];
}

/**
 * Makes the head of the file: the header, and the overviews that span several groups, which are computed from the groups' coarsest
 * overviews. The file consists of the head, then the overviews of all groups, the overview parts of all chunks, and their tile parts. Result: the
 * objects that the head consists of.
 */
export interface AssembleJob {
  readonly kind: 'assemble';
  readonly caller: Caller;
  readonly plan: ExportPlan;
  /** All groups, in their order: the object that begins with the coarsest overview, if there is any, and the text of GroupCounts. */
  readonly groups: readonly { readonly top?: ObjectReference; readonly counts: StoredText }[];
  /** Where the head is put: what names begin with. Each attempt has its own. */
  readonly head: ObjectPlace;
}

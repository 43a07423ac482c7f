import { z } from 'zod';
import { assetContent, policy } from '../catalog/asset.ts';
import { objectReference } from '../google/object-reference.ts';
import type { StoredOf } from '../google/stored.ts';
import type { StoredText } from '../google/stored-text.ts';
import type { SampleType } from '../raster/samples.ts';
import type { Caller } from './caller.ts';

/** What is written: the image or the features of an expression, or the files of a manifest. Both as JSON text of the message. */
export interface ExportSource {
  readonly kind: 'expression' | 'manifest';
  readonly text: StoredText;
}

/** How an image is to be written. */
export const exportOptions = z.object({
  /** A file for the user, or an asset's raster (which has overviews and keeps masks exactly). */
  target: z.enum(['file', 'asset']),
  maxPixels: z.number(),
  /** Pixels a side of the GeoTIFF's tiles: a multiple of 16. */
  tileSize: z.number(),
  /** Whether a file gets overviews; assets always do. */
  cloudOptimized: z.boolean(),
  /** Value of masked pixels; by default NaN for floating bands and 0 for integers. */
  noData: z.number().optional(),
  pyramidingPolicy: policy.optional(),
  pyramidingPolicyOverrides: z.record(z.string(), policy).optional(),
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

/** How the raster is laid out and encoded. */
const rasterPlan = z.object({
  /** The grid's reference system: a code, or WKT. */
  crs: z.string(),
  transform: z.array(z.number()),
  tileSize: z.number(),
  /** Tiles a side of a chunk: a power of 2. */
  chunkTiles: z.number(),
  /** Overviews, each half the size of the one before; those down to one tile a chunk are made with the chunk. */
  overviews: z.number(),
  sampleType: z.enum(SAMPLE_TYPES),
  predictor: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  strategy: z.enum(['default', 'rle']),
  /** What masked pixels are written as. */
  fill: z.union([z.number(), z.literal('NaN')]),
  /** Whether readers are told that the fill value means "no data". */
  declareFill: z.boolean(),
  bandNames: z.array(z.string()),
  policies: z.array(policy),
});
export type RasterPlan = StoredOf<typeof rasterPlan>;

/** What chunks of one file have in common. What is in `raster` matters to the jobs only. */
const exportPlan = z.object({
  /** Chunks are numbered from 0. Each is a square of tiles. */
  chunks: z.number(),
  width: z.number(),
  height: z.number(),
  /** The bands of the image that are in the file, by their places. */
  bands: z.array(z.number()),
  raster: rasterPlan,
});
export type ExportPlan = StoredOf<typeof exportPlan>;

/**
 * All that chunks of one export have in common; plain JSON, small whatever the image's size. Made once, when the export
 * starts to run.
 */
export const imagePlan = z.object({
  /** One file, or for an imported asset one for each grid that its bands are on. Their chunks are numbered one file after the other. */
  files: z.array(exportPlan),
  /** For assets: the record, but for what only the written files can tell. */
  record: assetContent.optional(),
});
export type ImagePlan = StoredOf<typeof imagePlan>;

/** Where a tile's bytes are within a part: parts hold tiles one after the other. Level 0 is the full size. */
export const tileEntry = z.object({
  level: z.number(),
  column: z.number(),
  row: z.number(),
  /** 0 for a tile that is wholly masked: it is not written. */
  bytes: z.number(),
});
export type TileEntry = StoredOf<typeof tileEntry>;

/** A part in Cloud Storage with its tiles. Without bytes there is no object, and the generation is empty. */
export const writtenPart = objectReference.extend({ entries: z.array(tileEntry) });
export type WrittenPart = StoredOf<typeof writtenPart>;

/** Makes the plan. */
export interface PlanJob {
  readonly kind: 'plan';
  readonly caller: Caller;
  readonly source: ExportSource;
  readonly options: ExportOptions;
}

/** A plan, and what it was made of: the JSON text of Pins. */
export interface Planned<Plan> {
  readonly plan: Plan;
  readonly pins: string;
}

/** Computes one chunk. Result: ChunkResult. */
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
}

/** Two parts of the file, and where the tiles are in them. */
export interface ChunkResult {
  readonly tiles: Uint8Array;
  readonly tileEntries: readonly TileEntry[];
  /** Empty if there are no overviews. */
  readonly overviews: Uint8Array;
  readonly overviewEntries: readonly TileEntry[];
}

/**
 * Makes what comes before the parts: the header, and the overviews that span chunks, which it computes from the chunks'
 * coarsest ones. The file is: head, then all overview parts, then all tile parts, by chunk. Result: the head's bytes.
 */
export interface AssembleJob {
  readonly kind: 'assemble';
  readonly caller: Caller;
  readonly plan: ExportPlan;
  readonly overviewParts: readonly WrittenPart[];
  readonly tileParts: readonly WrittenPart[];
}

import type { AssetRecord, PyramidingPolicy } from '../catalog/asset.ts';
import type { SampleType } from '../raster/samples.ts';
import type { Caller } from './job.ts';

/** What is written: the image of an expression, or the files of an ImageManifest. Both as JSON text of the message. */
export type ExportSource = { readonly expression: string } | { readonly manifest: string };

/** How an image is to be written. */
export interface ExportOptions {
  /** A file for the user, or an asset's raster (which has overviews and keeps masks exactly). */
  readonly target: 'file' | 'asset';
  readonly maxPixels: number;
  /** Pixels a side of the GeoTIFF's tiles: a multiple of 16. */
  readonly tileSize: number;
  /** Whether a file gets overviews; assets always do. */
  readonly cloudOptimized: boolean;
  /** Value of masked pixels; by default NaN for floating bands and 0 for integers. */
  readonly noData?: number;
  readonly pyramidingPolicy?: PyramidingPolicy;
  readonly pyramidingPolicyOverrides?: { readonly [band: string]: PyramidingPolicy };
}

/**
 * All that chunks of one export have in common; plain JSON, small whatever the image's size. Made once, when the export
 * starts to run. What is in `raster` matters to the jobs only.
 */
export interface ExportPlan {
  /** Chunks are numbered from 0. Each is a square of tiles. */
  readonly chunks: number;
  readonly width: number;
  readonly height: number;
  readonly raster: RasterPlan;
  /** For assets: the record, but for what only the written file can tell (rasters, sizeBytes, name, times). */
  readonly record?: Pick<AssetRecord, 'bands' | 'bandSources' | 'properties' | 'geometry' | 'startTime' | 'endTime'>;
}

/** How the raster is laid out and encoded. */
export interface RasterPlan {
  /** The grid's reference system: a code, or WKT. */
  readonly crs: string;
  readonly transform: readonly number[];
  readonly tileSize: number;
  /** Tiles a side of a chunk: a power of 2. */
  readonly chunkTiles: number;
  /** Overviews, each half the size of the one before; those down to one tile a chunk are made with the chunk. */
  readonly overviews: number;
  readonly sampleType: SampleType;
  readonly predictor: 1 | 2 | 3;
  readonly strategy: 'default' | 'rle';
  /** What masked pixels are written as. */
  readonly fill: number | 'NaN';
  /** Whether readers are told that the fill value means "no data". */
  readonly declareFill: boolean;
  readonly bandNames: readonly string[];
  readonly policies: readonly PyramidingPolicy[];
}

/** Where a tile's bytes are within a part: parts hold tiles one after the other. Level 0 is the full size. */
export interface TileEntry {
  readonly level: number;
  readonly column: number;
  readonly row: number;
  /** 0 for a tile that is wholly masked: it is not written. */
  readonly bytes: number;
}

/** Makes the plan. Result: ExportPlan. */
export interface PlanJob {
  readonly kind: 'plan';
  readonly caller: Caller;
  readonly source: ExportSource;
  readonly options: ExportOptions;
}

/** Computes one chunk. Result: ChunkResult. */
export interface ChunkJob {
  readonly kind: 'chunk';
  readonly caller: Caller;
  readonly source: ExportSource;
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

/** A part in Cloud Storage with its tiles; in the order of the chunks. */
export interface WrittenPart {
  readonly bucket: string;
  readonly object: string;
  readonly generation: string;
  readonly entries: readonly TileEntry[];
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

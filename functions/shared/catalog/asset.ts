import type { Json } from '../values/value.ts';

export type AssetType = 'IMAGE' | 'IMAGE_COLLECTION' | 'TABLE' | 'FOLDER' | 'CLASSIFIER' | 'FEATURE_VIEW';

export type PyramidingPolicy = 'MEAN' | 'SAMPLE' | 'MIN' | 'MAX' | 'MODE' | 'MEDIAN';

/** PixelGrid of the REST API. */
export interface PixelGridMessage {
  readonly crsCode?: string;
  readonly crsWkt?: string;
  readonly affineTransform?: {
    readonly scaleX?: number;
    readonly shearX?: number;
    readonly translateX?: number;
    readonly shearY?: number;
    readonly scaleY?: number;
    readonly translateY?: number;
  };
  readonly dimensions?: { readonly width?: number; readonly height?: number };
}

/** PixelDataType of the REST API. */
export interface PixelDataTypeMessage {
  readonly precision: 'INT' | 'FLOAT' | 'DOUBLE';
  readonly range?: { readonly min?: number; readonly max?: number };
  readonly dimensionsCount?: number;
}

export interface ImageBandMessage {
  readonly id: string;
  readonly dataType: PixelDataTypeMessage;
  readonly grid: PixelGridMessage;
  readonly pyramidingPolicy?: PyramidingPolicy;
}

/** A raster file of an asset, as Terrane keeps it: one object, one state. */
export interface StoredRaster {
  readonly bucket: string;
  readonly object: string;
  readonly generation: string;
  readonly sampleType: string;
  readonly transform: readonly number[];
  /** Width and height in pixels. */
  readonly dimensions: readonly number[];
  /** Code or WKT. */
  readonly crs: string;
  readonly missing: readonly number[];
  /** Bytes. */
  readonly size: number;
}

/** Where a band's pixels are: a raster by its place in `rasters`, and the band of it. */
export interface StoredBand {
  readonly raster: number;
  readonly band: number;
}

/** The file of a table, as Terrane keeps it: FlatGeobuf, features in their order. */
export interface StoredTable {
  readonly bucket: string;
  readonly object: string;
  readonly generation: string;
  /** Bytes. */
  readonly size: number;
  /** Features. */
  readonly count: number;
  /** The properties that features have, and their types. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** An asset as Firestore has it. `message` fields are those of EarthEngineAsset; times are RFC 3339 with `Z`. */
export interface AssetRecord {
  /** `projects/P/assets/PATH` */
  readonly name: string;
  /** The name of the folder or collection above; `projects/P/assets` at the top. */
  readonly parent: string;
  readonly type: AssetType;
  readonly updateTime: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly properties?: { readonly [name: string]: Json };
  /** GeoJSON, as text: Firestore does not take lists in lists. */
  readonly geometry?: string;
  readonly bands?: readonly ImageBandMessage[];
  readonly rasters?: readonly StoredRaster[];
  readonly bandSources?: readonly StoredBand[];
  readonly table?: StoredTable;
  readonly sizeBytes?: number;
}

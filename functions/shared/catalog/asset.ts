import { z } from 'zod';
import { objectReference } from '../google/object-reference.ts';
import type { StoredOf } from '../google/stored.ts';
import { storedPolicy } from '../identity/policy.ts';
import { ASSET_TYPES, PRECISIONS, PYRAMIDING_POLICIES } from '../messages/asset.ts';
import { PixelGrid } from '../messages/pixels.ts';
import type { Json } from '../values/value.ts';
import { storedColumns } from './columns.ts';
import { storedFeatureView } from './feature-view.ts';

export type AssetType = (typeof ASSET_TYPES)[number];

export type PyramidingPolicy = (typeof PYRAMIDING_POLICIES)[number];

/** PixelGrid of the REST API. */
export type PixelGridMessage = StoredOf<typeof PixelGrid>;

/** Any JSON value. It is not checked again: values from users were checked when they were written. */
const json = z.custom<Json>((value) => value !== undefined);

/** PixelDataType of the REST API, where its precision is known. */
const pixelDataType = z.object({
  precision: z.enum(PRECISIONS),
  range: z.object({ min: z.number().optional(), max: z.number().optional() }).optional(),
  dimensionsCount: z.number().optional(),
});
export type PixelDataTypeMessage = StoredOf<typeof pixelDataType>;

export const policy = z.enum(PYRAMIDING_POLICIES);

const imageBand = z.object({
  id: z.string(),
  dataType: pixelDataType,
  grid: PixelGrid,
  pyramidingPolicy: policy.optional(),
});

/** A raster file of an asset, as Terrane keeps it: one object, one state. */
const storedRaster = objectReference.extend({
  sampleType: z.string(),
  transform: z.array(z.number()),
  /** Width and height in pixels. */
  dimensions: z.array(z.number()),
  /** Code or WKT. */
  crs: z.string(),
  missing: z.array(z.number()),
  /** Bytes. */
  size: z.number(),
});
export type StoredRaster = StoredOf<typeof storedRaster>;

/** The location of a band's pixels: an index into `rasters`, and the band's index within that raster. */
const storedBand = z.object({ raster: z.number(), band: z.number() });

/** The file of a table, as Terrane keeps it: FlatGeobuf, features in their order. */
const storedTable = objectReference.extend({
  /** Bytes. */
  size: z.number(),
  /** Features. */
  count: z.number(),
  columns: storedColumns,
});
export type StoredTable = StoredOf<typeof storedTable>;

/** The file of a classifier, as Terrane keeps it. */
const storedClassifier = objectReference.extend({
  /** Bytes. */
  size: z.number(),
});
export type StoredClassifier = StoredOf<typeof storedClassifier>;

/** The parts of an asset's record that are known before its files are written. Times are RFC 3339 with `Z`. */
export const assetContent = z.object({
  startTime: z.string().optional(),
  endTime: z.string().optional(),
  properties: z.record(z.string(), json).optional(),
  /** GeoJSON, as text: Firestore does not take lists in lists. */
  geometry: z.string().optional(),
  bands: z.array(imageBand).optional(),
  bandSources: z.array(storedBand).optional(),
});

export type AssetContent = StoredOf<typeof assetContent>;

/** What a link stands for: another asset, of which it has its content whenever it is read. */
const link = z.object({
  /** The name of the other asset. It is no link itself. */
  source: z.string(),
  /** Set in records that have got the content of that asset; never stored. */
  followed: z.literal(true).optional(),
});

/** An asset as it is written: the catalogue adds its name and when it was changed. */
const newAsset = assetContent.extend({
  type: z.enum(ASSET_TYPES),
  rasters: z.array(storedRaster).optional(),
  table: storedTable.optional(),
  classifier: storedClassifier.optional(),
  featureView: storedFeatureView.optional(),
  /** Where the files are if they are not Terrane's own: they stay when the asset goes. */
  cloudStorageLocation: z.object({ uris: z.array(z.string()) }).optional(),
  sizeBytes: z.number().optional(),
  /** Of an asset that stands for another one: it has no content and no files of its own. */
  link: link.optional(),
});
export type NewAsset = StoredOf<typeof newAsset>;

/** An asset as Firestore has it. */
export const assetRecord = newAsset.extend({
  /** `projects/P/assets/PATH` */
  name: z.string(),
  /** The name of the folder or collection above; `projects/P/assets` at the top. */
  parent: z.string(),
  updateTime: z.string(),
  /** The same time in milliseconds since 1970; it grows with each change. */
  changed: z.number(),
  /** The keys of its files; the catalogue uses them to find out whether a file is in use. */
  files: z.array(z.string()),
  /** Who may do what with it and all below it, besides those who may by what is above. */
  policy: storedPolicy.optional(),
});
export type AssetRecord = StoredOf<typeof assetRecord>;

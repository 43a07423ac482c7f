import type { Box, Place } from './landscape.ts';

/** The types of samples, as arrays hold them. */
export const SAMPLES = {
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  float: Float32Array,
  double: Float64Array,
} as const;
export type SampleType = keyof typeof SAMPLES;

/** A band of a stand-in. */
export interface Band {
  readonly id: string;
  readonly type: SampleType;
  /** The size of a pixel in units of the CRS, where it is not the dataset's. */
  readonly scale?: number;
  readonly value: (place: Place) => number;
}

/** An image of a dataset that is a collection. */
export interface Scene {
  readonly id: string;
  readonly start: string;
  readonly end?: string;
  readonly properties?: Properties;
}

export type Properties = { readonly [name: string]: string | number | readonly (string | number)[] };

/** A dataset of pixels: one image, or a collection of scenes. */
export interface RasterDataset {
  readonly kind: 'image' | 'collection';
  /** Its official id. */
  readonly id: string;
  readonly title: string;
  readonly crs: string;
  /** The size of a pixel in units of the CRS. */
  readonly scale: number;
  readonly extent: Box;
  readonly bands: readonly Band[];
  readonly scenes: readonly Scene[];
  readonly properties?: Properties;
}

/** A dataset of features: GeoJSON's rings of longitudes and latitudes. */
export interface TableDataset {
  readonly kind: 'table';
  readonly id: string;
  readonly title: string;
  readonly features: readonly {
    readonly properties: Properties;
    readonly ring: readonly (readonly [number, number])[];
  }[];
}

export type Dataset = RasterDataset | TableDataset;

/** Bands of one type, with the function that gives the values of each. */
export function bandsOf(type: SampleType, values: { readonly [id: string]: Band['value'] }, scale?: number): Band[] {
  return Object.entries(values).map(([id, value]) => ({ id, type, value, ...(scale === undefined ? {} : { scale }) }));
}

import { invalid, wrong } from '../errors.ts';
import { encodeNumber } from '../values/encode.ts';
import type { Encoder, Json, MaybePromise, ObjectValue, Value } from '../values/value.ts';
import { andThen, mapInOrder } from '../values/value.ts';
import { type Footprint, jointFootprint } from './footprint.ts';
import type { PixelType } from './pixel-type.ts';
import type { PixelNode } from './pixels/node.ts';
import { crsFields, type Projection } from './projection.ts';

/** A band of an image: its known attributes, and the description of its pixels. No pixel is computed. */
export interface Band {
  readonly id: string;
  readonly type: PixelType;
  /** The grid that the band is on unless asked for in another. */
  readonly projection: Projection;
  /** Size in pixels from the projection's origin: [width, height]; absent if the band has no bounds of its own. */
  readonly dimensions?: readonly [number, number];
  /** Column and row of the first pixel where the bounds do not begin at the projection's origin. */
  readonly origin?: readonly [number, number];
  /** The region in which the band may have pixels; absent: everywhere. */
  readonly footprint?: Footprint;
  readonly pixels: PixelNode;
}

/** Most bands of an image: names and descriptions take memory, too. */
export const MAX_BANDS = 100_000;

/** The fields of an image besides its bands. */
export interface ImageFields {
  readonly id?: string;
  /** The asset's version: microseconds of its last change. */
  readonly version?: number;
  readonly properties?: ReadonlyMap<string, Value>;
}

const NO_PROPERTIES: ReadonlyMap<string, Value> = new Map();

/** A lazy description of bands and properties. Pixels are computed where a request needs them. */
export class Image implements ObjectValue {
  readonly typeName = 'Image';
  readonly bands: readonly Band[];
  readonly fields: ImageFields;

  constructor(bands: readonly Band[], fields: ImageFields = {}) {
    if (bands.length > MAX_BANDS) throw tooManyBands(bands.length);
    this.bands = bands;
    this.fields = fields;
  }

  get properties(): ReadonlyMap<string, Value> {
    return this.fields.properties ?? NO_PROPERTIES;
  }

  /** The union of the bands' footprints; undefined if a band has pixels everywhere, or there are no bands. */
  get footprint(): Footprint | undefined {
    return this.bands.map(({ footprint }) => footprint).reduce(jointFootprint, this.bands[0]?.footprint);
  }

  /** The same image with other properties. */
  withProperties(properties: ReadonlyMap<string, Value>): Image {
    return new Image(this.bands, { ...this.fields, properties });
  }

  /** A property as filters and `get` see it: those that the system gives included; null if there is none. */
  property(name: string): Value {
    const own = this.properties.get(name);
    if (own !== undefined) return own;
    if (name === 'system:id') return this.fields.id ?? null;
    if (name === 'system:band_names') return this.bands.map((band) => band.id);
    if (name === 'system:footprint') return this.footprint?.geometry ?? null;
    return null;
  }

  /** The same image with other bands. */
  withBands(bands: readonly Band[]): Image {
    return new Image(bands, this.fields);
  }

  /** The same image as the result of a computation: properties stay, the asset's id and version do not. */
  withoutIdentity(): Image {
    const { id: _, version: __, ...fields } = this.fields;
    return new Image(this.bands, fields);
  }

  /** The same image without a `system:footprint` among its properties: for results that are elsewhere. */
  withoutFootprintProperty(): Image {
    if (!this.properties.has('system:footprint')) return this;
    return this.withProperties(new Map([...this.properties].filter(([name]) => name !== 'system:footprint')));
  }

  /** The band of an id; an error with the algorithm's name if there is none. */
  band(id: string, algorithm: string): Band {
    const band = this.bands.find((candidate) => candidate.id === id);
    if (!band) throw invalid(`${algorithm}: Image has no band named '${id}'. Available band names: ${bandList(this)}.`);
    return band;
  }

  encode(encoder: Encoder): MaybePromise<Json> {
    const head: { [key: string]: Json } = { type: 'Image', bands: this.bands.map(encodeBand) };
    if (this.fields.id !== undefined) head['id'] = this.fields.id;
    if (this.fields.version !== undefined) head['version'] = this.fields.version;
    if (this.properties.size === 0) return head;
    const keys = [...this.properties.keys()].sort();
    const values = mapInOrder(keys, (key) => encoder.encode(this.properties.get(key) as Value));
    return andThen(values, (encoded) => ({
      ...head,
      properties: Object.fromEntries(keys.map((key, i) => [key, encoded[i]])),
    }));
  }
}

function encodeBand(band: Band): Json {
  return {
    id: band.id,
    data_type: band.type.encode(),
    ...(band.dimensions ? { dimensions: band.dimensions.map(encodeNumber) } : {}),
    ...(band.origin ? { origin: band.origin.map(encodeNumber) } : {}),
    ...crsFields(band.projection.crs),
    crs_transform: band.projection.transform.map(encodeNumber),
  };
}

/** The error for an image of more bands than there may be. */
export function tooManyBands(count: number): Error {
  return wrong(`The image would have ${count} bands; at most ${MAX_BANDS} are allowed.`);
}

/** The band ids as messages show them: [B1, B2]. */
export function bandList(image: Image): string {
  return `[${image.bands.map((band) => band.id).join(', ')}]`;
}

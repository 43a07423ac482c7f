import type { TiffImage } from '@cogeotiff/core';
import { SpareBuffers } from '../../spare-buffers.ts';
import { type Allocate, allocateSamples, type SampleArray } from '../samples.ts';
import { decodeSegment, decompressSegment } from './decode.ts';
import { GeoTiffError } from './geotiff-error.ts';
import type { HeaderSource } from './header-source.ts';
import type { Layout } from './layout.ts';
import type { RangeSource } from './range-source.ts';
import { readRanges } from './ranges.ts';
import { SegmentIndex, type SegmentRange } from './segment-index.ts';

/** Bytes that a codec may add to what it cannot compress; a block that claims more is damaged. */
const MAX_EXPANSION = 2;

/** Memory for what has been read and is not decompressed yet; of this thread. */
const spare = new SpareBuffers(8 * 1024 * 1024);

/** A window of an image in pixels. */
export interface Window {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

/** One image of a TIFF (full size, overview or mask), read by blocks. */
export class TiffLevel {
  readonly layout: Layout;
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly columns: number;
  readonly rows: number;
  readonly #source: RangeSource;
  readonly #index: SegmentIndex;

  constructor(source: RangeSource, header: HeaderSource, image: TiffImage, layout: Layout) {
    this.layout = layout;
    this.blockWidth = layout.segmentWidth;
    this.blockHeight = layout.segmentHeight * layout.segmentsPerBlock;
    this.columns = layout.columns;
    this.rows = Math.ceil(layout.height / this.blockHeight);
    this.#source = source;
    this.#index = new SegmentIndex(header, image, layout);
  }

  /** The pixels of a block that lie in the image. */
  window(column: number, row: number): Window {
    const { width, height } = this.layout;
    if (!(column >= 0 && column < this.columns && row >= 0 && row < this.rows)) {
      throw new RangeError(`There is no block (${column}, ${row}).`);
    }
    const left = column * this.blockWidth;
    const top = row * this.blockHeight;
    return {
      column: left,
      row: top,
      width: Math.min(this.blockWidth, width - left),
      height: Math.min(this.blockHeight, height - top),
    };
  }

  /**
   * The samples of a block, one array a band, clipped to the image.
   * @param fill what stands for parts that are not stored
   * @param allocate gives the arrays
   * @returns undefined if nothing of the block is stored
   */
  async read(
    column: number,
    row: number,
    bands: readonly number[],
    fill: number,
    signal?: AbortSignal,
    allocate: Allocate = allocateSamples,
  ): Promise<SampleArray[] | undefined> {
    const { layout } = this;
    const { width, height } = this.window(column, row);
    const places = await this.#find(column, row, bands);
    const segments = places.filter((segment) => segment !== undefined);
    if (segments.length === 0) return undefined;
    const stored = await readRanges(
      this.#source,
      segments.map((segment) => segment.range),
      spare,
      signal,
    );
    const arrays = bands.map(() => allocate(layout.encoding.sampleType, width * height));
    if (segments.length < places.length) for (const array of arrays) array.fill(fill);
    const decode = (bytes: Uint8Array, { plane, part }: Segment) => {
      const top = part * layout.segmentHeight;
      const slots = layout.separate ? bands.flatMap((band, slot) => (band === plane ? [slot] : [])) : undefined;
      decodeSegment(bytes, layout, {
        bands: slots ? slots.map(() => 0) : bands,
        arrays: slots ? slots.map((slot) => arrays[slot]!) : arrays,
        stride: width,
        row: top,
        columns: width,
        rows: Math.min(layout.segmentHeight, height - top),
      });
    };
    await Promise.all(
      segments.map((segment, i) => {
        const bytes = decompressSegment(stored.bytes[i]!, layout);
        // What is there already is decoded before anything else is decompressed in its place.
        return bytes instanceof Promise ? bytes.then((later) => decode(later, segment)) : decode(bytes, segment);
      }),
    );
    stored.release();
    return arrays;
  }

  /** The segments of a block, undefined where they are not stored; `part` counts them downwards. */
  async #find(column: number, row: number, bands: readonly number[]): Promise<(Segment | undefined)[]> {
    const { separate, segmentsPerBlock, rows } = this.layout;
    const planes = separate ? [...new Set(bands)] : [0];
    const parts = Array.from({ length: Math.min(segmentsPerBlock, rows - row * segmentsPerBlock) }, (_, part) => part);
    return Promise.all(
      planes.flatMap((plane) =>
        parts.map(async (part) => {
          const range = await this.#index.find(plane, column, row * segmentsPerBlock + part);
          return range && { plane, part, range: this.#checked(range) };
        }),
      ),
    );
  }

  #checked(range: SegmentRange): SegmentRange {
    const { segmentWidth, segmentHeight, separate, bandCount, encoding } = this.layout;
    const raw = (segmentWidth * segmentHeight * (separate ? 1 : bandCount) * encoding.bits) / 8;
    if (range.length > raw * MAX_EXPANSION + 65536) {
      throw new GeoTiffError(`A block of the TIFF claims ${range.length} bytes for ${raw} bytes of pixels.`);
    }
    return range;
  }
}

interface Segment {
  readonly plane: number;
  readonly part: number;
  readonly range: SegmentRange;
}

import { type Tag, type TiffImage, TiffTag } from '@cogeotiff/core';
import { GeoTiffError } from './geotiff-error.ts';
import type { HeaderSource } from './header-source.ts';
import type { Layout } from './layout.ts';

/** Where a segment's bytes lie. */
export interface SegmentRange {
  readonly offset: number;
  readonly length: number;
}

/** Bytes of the types of tables: uint16, uint32, IFD, uint64, IFD8. */
const SIZES: Readonly<Record<number, 2 | 4 | 8>> = { 3: 2, 4: 4, 13: 4, 16: 8, 18: 8 };

/** Where the segments of an image lie, looked up as needed: the tables of a large mosaic have megabytes. */
export class SegmentIndex {
  readonly #source: HeaderSource;
  readonly #layout: Layout;
  readonly #offsets: Tag;
  readonly #lengths: Tag;

  /** @throws GeoTiffError when the tables are missing or too short. */
  constructor(source: HeaderSource, image: TiffImage, layout: Layout) {
    // Some writers give the places of tiles in the tags of strips, or the other way round; libtiff takes both for one.
    const [strips, tiles] = [TiffTag.StripOffsets, TiffTag.TileOffsets].map((tag) => image.tags.get(tag));
    const [stripBytes, tileBytes] = [TiffTag.StripByteCounts, TiffTag.TileByteCounts].map((tag) => image.tags.get(tag));
    const offsets = layout.tiled ? (tiles ?? strips) : (strips ?? tiles);
    const lengths = layout.tiled ? (tileBytes ?? stripBytes) : (stripBytes ?? tileBytes);
    const planes = layout.separate ? layout.bandCount : 1;
    const needed = planes * (layout.splitStrip ? 1 : layout.columns * layout.rows);
    if (!offsets || !lengths || offsets.count < needed || lengths.count < needed) {
      throw new GeoTiffError('The TIFF does not say where its blocks lie.');
    }
    this.#source = source;
    this.#layout = layout;
    this.#offsets = offsets;
    this.#lengths = lengths;
  }

  /** The place of a segment; undefined if it is not stored (a sparse file). `plane` is the band of a separate layout, else 0. */
  async find(plane: number, column: number, row: number): Promise<SegmentRange | undefined> {
    const { columns, rows, splitStrip } = this.#layout;
    const index = splitStrip ? plane : (plane * rows + row) * columns + column;
    const [offset, length] = await Promise.all([this.#entry(this.#offsets, index), this.#entry(this.#lengths, index)]);
    if (offset === 0 || length === 0) return undefined;
    return splitStrip ? this.#part(offset, length, row) : { offset, length };
  }

  /** A row of ours of the one strip that the file has. */
  #part(offset: number, length: number, row: number): SegmentRange {
    const { width, height, bandCount, separate, encoding, segmentHeight } = this.#layout;
    const rowBytes = Math.ceil((width * (separate ? 1 : bandCount) * encoding.bits) / 8);
    const start = row * segmentHeight * rowBytes;
    const rows = Math.min(segmentHeight, height - row * segmentHeight);
    return { offset: offset + start, length: Math.max(0, Math.min(rows * rowBytes, length - start)) };
  }

  async #entry(tag: Tag, index: number): Promise<number> {
    if (tag.type === 'inline' || (tag.type === 'offset' && tag.isLoaded)) {
      const value = tag.value as number | ArrayLike<number>;
      return typeof value === 'number' ? value : Number(value[index]);
    }
    const size = SIZES[tag.dataType];
    if (size === undefined) throw new GeoTiffError(`The table of blocks has the type ${tag.dataType}.`);
    const bytes = await this.#source.fetch(tag.dataOffset + index * size, size);
    if (bytes.byteLength < size)
      throw new GeoTiffError('The TIFF is truncated: its table of blocks lies beyond its end.');
    const view = new DataView(bytes);
    const { littleEndian } = this.#layout;
    if (size === 2) return view.getUint16(0, littleEndian);
    return size === 4 ? view.getUint32(0, littleEndian) : Number(view.getBigUint64(0, littleEndian));
  }
}

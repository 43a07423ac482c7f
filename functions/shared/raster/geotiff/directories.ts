import { Tiff, type TiffImage, TiffTag } from '@cogeotiff/core';
import { GeoTiffError } from './geotiff-error.ts';
import type { HeaderSource } from './header-source.ts';
import { notATiff, SIGNATURE_BYTES } from './other-formats.ts';

/** More images than any pyramid with masks has; catalogues of pages are not rasters. */
const MAX_DIRECTORIES = 256;
const MAX_TAGS = 1000;

/**
 * All directories of a TIFF: those of the chain and those that hang below one (SubIFDs).
 * @throws GeoTiffError for a file that is no TIFF, or whose directories run in a circle or without end.
 */
export async function readDirectories(source: HeaderSource): Promise<TiffImage[]> {
  const header = await readHeader(source);
  const seen = new Set<number>();
  await checkChain(source, header, header.first, seen);
  const tiff = await Tiff.create(source);
  const images = [...tiff.images];
  for (const image of tiff.images) {
    for (const offset of subDirectories(await image.fetch(TiffTag.SubIFDs))) {
      await checkChain(source, header, offset, seen);
      const branch = await Tiff.create(startingAt(source, header, offset));
      images.push(...branch.images);
    }
  }
  return images;
}

interface Header {
  readonly littleEndian: boolean;
  readonly big: boolean;
  /** Offset of the first directory. */
  readonly first: number;
}

async function readHeader(source: HeaderSource): Promise<Header> {
  const view = new DataView(await source.fetch(0, SIGNATURE_BYTES));
  const order = view.byteLength < 8 ? 0 : view.getUint16(0);
  const littleEndian = order === 0x4949;
  const version = order === 0x4949 || order === 0x4d4d ? view.getUint16(2, littleEndian) : 0;
  if (version !== 42 && version !== 43) throw new GeoTiffError(notATiff(new Uint8Array(view.buffer)));
  if (version === 43 && view.byteLength < 16) throw new GeoTiffError('The TIFF ends within its header.');
  const first = version === 42 ? view.getUint32(4, littleEndian) : Number(view.getBigUint64(8, littleEndian));
  if (first === 0) throw new GeoTiffError('The TIFF has no image.');
  return { littleEndian, big: version === 43, first };
}

/** Follows a chain of directories by their pointers alone, before anything is made of them: `Tiff` would go in circles. */
async function checkChain(source: HeaderSource, header: Header, start: number, seen: Set<number>): Promise<void> {
  const { littleEndian, big } = header;
  const [countSize, tagSize, pointerSize] = big ? [8, 20, 8] : [2, 12, 4];
  for (let offset = start; offset !== 0; ) {
    if (seen.has(offset)) throw new GeoTiffError('The directories of the TIFF run in a circle.');
    seen.add(offset);
    if (seen.size > MAX_DIRECTORIES) throw new GeoTiffError(`The TIFF has more than ${MAX_DIRECTORIES} images.`);
    const countView = await viewOf(source, offset, countSize);
    const count = big ? Number(countView.getBigUint64(0, littleEndian)) : countView.getUint16(0, littleEndian);
    if (count === 0 || count > MAX_TAGS) throw new GeoTiffError(`A directory of the TIFF has ${count} tags.`);
    if (big) await readIfd8(source, offset + countSize, count, littleEndian);
    const next = await viewOf(source, offset + countSize + count * tagSize, pointerSize);
    offset = big ? Number(next.getBigUint64(0, littleEndian)) : next.getUint32(0, littleEndian);
  }
}

const IFD8 = 18;
const LONG8 = 16;

/** Tags of the type IFD8 are whole numbers of 8 bytes, as LONG8: `@cogeotiff/core` knows that type only. */
async function readIfd8(source: HeaderSource, start: number, count: number, littleEndian: boolean): Promise<void> {
  const entries = await viewOf(source, start, count * 20);
  for (let i = 0; i < count; i++) {
    const at = i * 20 + 2;
    if (entries.getUint16(at, littleEndian) === IFD8) source.correct(start + at + (littleEndian ? 0 : 1), LONG8);
  }
}

async function viewOf(source: HeaderSource, offset: number, length: number): Promise<DataView> {
  const bytes = await source.fetch(offset, length);
  if (bytes.byteLength < length) throw new GeoTiffError('The TIFF is truncated: a directory lies beyond its end.');
  return new DataView(bytes);
}

function subDirectories(value: unknown): number[] {
  return typeof value === 'number' ? [value] : Array.isArray(value) ? value.map(Number) : [];
}

/** The same file with another first directory: `@cogeotiff/core` reads the chain only. */
function startingAt(source: HeaderSource, { littleEndian, big }: Header, directory: number) {
  return {
    url: source.url,
    async fetch(offset: number, length?: number): Promise<ArrayBuffer> {
      const bytes = await source.fetch(offset, length);
      if (offset === 0) {
        const view = new DataView(bytes);
        if (big) view.setBigUint64(8, BigInt(directory), littleEndian);
        else view.setUint32(4, directory, littleEndian);
      }
      return bytes;
    },
  };
}

import type { SpareBuffers } from '../../spare-buffers.ts';
import { GeoTiffError } from './geotiff-error.ts';
import type { RangeSource } from './range-source.ts';
import type { SegmentRange } from './segment-index.ts';

/** Bytes between two segments that are read for nothing rather than ask twice. */
const MAX_GAP = 16 * 1024;
const MAX_READ = 32 * 1024 * 1024;

/** Ranges that have been read. */
export interface Ranges {
  readonly bytes: readonly Uint8Array[];
  /** Gives the memory of the bytes back: nobody looks at them any more. */
  release(): void;
}

/**
 * Reads several ranges with as few requests as makes sense: neighbours together, the rest at once.
 * @param spare gives memory, if the source can write into it
 * @throws GeoTiffError when the file ends before a range does.
 */
export async function readRanges(
  source: RangeSource,
  ranges: readonly SegmentRange[],
  spare: SpareBuffers,
  signal?: AbortSignal,
): Promise<Ranges> {
  const order = ranges.map((_, i) => i).sort((one, other) => ranges[one]!.offset - ranges[other]!.offset);
  const results = new Array<Uint8Array>(ranges.length);
  const requests: Promise<Uint8Array>[] = [];
  for (let i = 0; i < order.length; ) {
    const start = ranges[order[i]!]!.offset;
    let end = start;
    const members: number[] = [];
    for (; i < order.length; i++) {
      const { offset, length } = ranges[order[i]!]!;
      if (members.length > 0 && (offset > end + MAX_GAP || offset + length - start > MAX_READ)) break;
      end = Math.max(end, offset + length);
      members.push(order[i]!);
    }
    requests.push(readOne(source, start, end - start, members, ranges, results, spare, signal));
  }
  // Of those that have failed, some may still be written to: they are not used again.
  const buffers = await Promise.all(requests);
  return {
    bytes: results,
    release: () => {
      if (source.readInto) for (const buffer of buffers) spare.give(buffer);
    },
  };
}

async function readOne(
  source: RangeSource,
  start: number,
  length: number,
  members: readonly number[],
  ranges: readonly SegmentRange[],
  results: Uint8Array[],
  spare: SpareBuffers,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const buffer = source.readInto ? spare.take(length) : new Uint8Array(await source.read(start, length, signal));
  const bytes = source.readInto ? buffer.subarray(0, await source.readInto(start, buffer.subarray(0, length))) : buffer;
  for (const member of members) {
    const { offset, length } = ranges[member]!;
    const part = bytes.subarray(offset - start, offset - start + length);
    if (part.length < length) throw new GeoTiffError('The TIFF is truncated: a block lies beyond its end.');
    results[member] = part;
  }
  return buffer;
}

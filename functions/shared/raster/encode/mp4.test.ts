import { expect, it } from 'vitest';
import { encodeMp4 } from './mp4.ts';

/** Frames of one colour that gets brighter. */
async function* frames(width: number, height: number, count: number) {
  for (let frame = 0; frame < count; frame++) {
    yield new Uint8Array(width * height * 4).map((_, i) => (i % 4 === 3 ? 255 : frame * 20));
  }
}

/** The boxes of a file by their paths, with their contents. */
function boxes(file: Uint8Array, path = ''): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 0; at + 8 <= file.length; at += view.getUint32(at) || file.length) {
    const name = `${path}${Buffer.from(file.subarray(at + 4, at + 8)).toString('latin1')}`;
    const inner = file.subarray(at + 8, at + view.getUint32(at));
    found.set(name, inner);
    if (/(moov|trak|mdia|minf|stbl)$/.test(name))
      for (const [deep, box] of boxes(inner, `${name}/`)) found.set(deep, box);
  }
  return found;
}

it('a video lists the frames that need no other one', async () => {
  const video = await encodeMp4({ width: 16, height: 16, framesPerSecond: 10 }, frames(16, 16, 50));
  const { buffer, byteOffset } = boxes(video).get('moov/trak/mdia/minf/stbl/stss')!;
  const list = new DataView(buffer, byteOffset);
  expect([1, 2, 3, 4].map((i) => list.getUint32(4 * i))).toEqual([3, 1, 25, 49]);
});

it('a video has its size, its frames and its pace, and the same bytes each time', async () => {
  const shape = { width: 31, height: 17, framesPerSecond: 4 };
  const video = await encodeMp4(shape, frames(31, 17, 6));
  const found = boxes(video);
  expect([...found.keys()]).toEqual(
    expect.arrayContaining(['ftyp', 'mdat', 'moov/mvhd', 'moov/trak/mdia/minf/stbl/stsz']),
  );
  for (const box of ['moov/mvhd', 'moov/trak/tkhd', 'moov/trak/mdia/mdhd']) {
    // When it was made and changed.
    expect([...found.get(box)!.subarray(4, 12)]).toEqual(Array(8).fill(0));
  }
  const { buffer, byteOffset } = found.get('moov/mvhd')!;
  const header = new DataView(buffer, byteOffset);
  expect(header.getUint32(16) / header.getUint32(12)).toBeCloseTo(6 / 4, 2);
  const stsz = found.get('moov/trak/mdia/minf/stbl/stsz')!;
  expect(new DataView(stsz.buffer, stsz.byteOffset).getUint32(8)).toBe(6);
  const track = found.get('moov/trak/tkhd')!;
  const size = new DataView(track.buffer, track.byteOffset + 76);
  // In 65536ths; both are even.
  expect([size.getUint32(0), size.getUint32(4)]).toEqual([32 * 65536, 18 * 65536]);
  expect(Buffer.compare(await encodeMp4(shape, frames(31, 17, 6)), video)).toBe(0);
});

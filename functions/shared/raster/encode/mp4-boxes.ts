/** Boxes of an MP4 (ISO/IEC 14496-12) that have boxes in them, on the way to those that are changed. */
const CONTAINERS = ['moov', 'trak', 'mdia', 'minf', 'stbl'];

/** Boxes that begin with a version, flags, and the times of creation and modification: of 32 bits each in version 0, of 64 in version 1. */
const TIMED = ['mvhd', 'tkhd', 'mdhd'];

/**
 * What the encoder leaves to be done: the times at which the file was made are 0, so that the same frames give the same bytes, and the frames are listed that
 * need no other one: without that list players take all for such, and jump to frames of which they do not know what was before.
 * @param file with its frames before its description (`moov`), whose length changes
 * @param keyFrames their numbers, from 1
 */
export function finishMp4(file: Uint8Array, keyFrames: readonly number[]): Uint8Array {
  const boxes = boxesOf(file);
  const places = boxes.map(({ type }) => type);
  // The description says where in the file its frames are.
  if (places.indexOf('moov') < places.lastIndexOf('mdat'))
    throw new TypeError('Frames stand behind their description.');
  return Buffer.concat(boxes.map((one) => changed(one, keyFrames)));
}

interface Box {
  readonly type: string;
  /** All of it: its length, its type, and what is in it. */
  readonly bytes: Uint8Array;
}

function boxesOf(bytes: Uint8Array): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const boxes: Box[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at);
    // Of 0 to the end of the file, of 1 with a length of 64 bits behind the type.
    const size = length === 1 ? Number(view.getBigUint64(at + 8)) : length === 0 ? bytes.length - at : length;
    boxes.push({
      type: Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1'),
      bytes: bytes.subarray(at, at + size),
    });
    at += Math.max(size, 8);
  }
  return boxes;
}

function changed({ type, bytes }: Box, keyFrames: readonly number[]): Uint8Array {
  if (TIMED.includes(type)) {
    const copy = bytes.slice();
    return copy.fill(0, 12, 12 + (bytes[8] === 1 ? 16 : 8));
  }
  if (!CONTAINERS.includes(type)) return bytes;
  const inner = boxesOf(bytes.subarray(8)).map((box) => changed(box, keyFrames));
  return box(type, type === 'stbl' ? [...inner, syncSamples(keyFrames)] : inner);
}

/** The list of the frames that need no other one. */
function syncSamples(keyFrames: readonly number[]): Uint8Array {
  const content = Buffer.alloc(8 + 4 * keyFrames.length);
  content.writeUInt32BE(keyFrames.length, 4);
  keyFrames.forEach((number, i) => {
    content.writeUInt32BE(number, 8 + 4 * i);
  });
  return box('stss', [content]);
}

function box(type: string, parts: readonly Uint8Array[]): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(parts.reduce((sum, { length }) => sum + length, 8));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...parts]);
}

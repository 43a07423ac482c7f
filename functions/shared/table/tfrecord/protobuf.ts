/**
 * Field numbers of TensorFlow's messages (tensorflow/core/example): Example, Features and the entries of its map, Feature and its lists,
 * SequenceExample, FeatureLists and FeatureList.
 */
export const FIELD = {
  features: 1,
  feature: 1,
  key: 1,
  value: 2,
  bytesList: 1,
  floatList: 2,
  int64List: 3,
  items: 1,
  context: 1,
  featureLists: 2,
  featureList: 1,
} as const;

/** The wire type of fields with a length in front. */
const LENGTH_DELIMITED = 2;

/** A field of a message: its number and wire type, its length, its bytes. */
export function field(number: number, content: Uint8Array): Buffer {
  return Buffer.concat([varint((number << 3) | LENGTH_DELIMITED), varint(content.length), content]);
}

/** An entry of a map from texts to messages. */
export function mapEntry(name: string, message: Uint8Array): Buffer {
  const entry = [field(FIELD.key, Buffer.from(name)), field(FIELD.value, message)];
  return field(FIELD.feature, Buffer.concat(entry));
}

/** The message Feature of numbers, as 32-bit floats. */
export function floatFeature(values: ArrayLike<number>): Buffer {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i], true);
  return field(FIELD.floatList, field(FIELD.items, bytes));
}

/** The message Feature of one text of bytes. */
export function byteFeature(bytes: Uint8Array): Buffer {
  return field(FIELD.bytesList, field(FIELD.items, bytes));
}

/** The message Feature of whole numbers. */
export function intFeature(values: ArrayLike<number>): Buffer {
  return field(FIELD.int64List, field(FIELD.items, packed(values)));
}

/** The most bytes that a whole number from a range takes: a negative one takes ten. */
export function intBytes(min: number, max: number): number {
  return min < 0 ? 10 : varint(max).length;
}

function packed(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(10 * values.length);
  let at = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value >= 0 && value < 128) bytes[at++] = value;
    else at = writeVarint(bytes, at, value);
  }
  return bytes.subarray(0, at);
}

/** Writes a whole number as 64 bits, seven bits a byte, the lowest first; negative ones as their two's complement. */
function writeVarint(bytes: Uint8Array, start: number, value: number): number {
  let at = start;
  if (value >= 0 && value <= Number.MAX_SAFE_INTEGER) {
    let left = value;
    for (; left > 127; left = Math.floor(left / 128)) bytes[at++] = (left % 128) + 128;
    bytes[at++] = left;
    return at;
  }
  let left = BigInt.asUintN(64, BigInt(Math.trunc(value)));
  for (; left > 127n; left >>= 7n) bytes[at++] = Number(left & 127n) + 128;
  bytes[at++] = Number(left);
  return at;
}

/** A number of up to 53 bits, seven bits a byte, the lowest first. */
function varint(value: number): Uint8Array {
  const bytes = new Uint8Array(10);
  return bytes.subarray(0, writeVarint(bytes, 0, value));
}

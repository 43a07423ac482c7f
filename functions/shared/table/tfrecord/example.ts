import { encodeValue } from '../../values/encode.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { INDEX_COLUMN } from '../flatgeobuf/format.ts';
import type { TableRow } from '../row.ts';

/** Field numbers of TensorFlow's messages (tensorflow/core/example): Example, Features and the entries of its map, Feature, and its lists. */
const FIELD = { features: 1, feature: 1, key: 1, value: 2, bytesList: 1, floatList: 2, items: 1 } as const;

/** The wire type of fields with a length in front. */
const LENGTH_DELIMITED = 2;

/**
 * A row as the bytes of a `tf.train.Example`. As Earth Engine has it, numbers and what arrays are made of are floats, whatever their type; texts are
 * bytes. The geometry is left out.
 * @param names of the columns; all properties and the index, if there are none
 */
export function exampleBytes({ id, properties }: TableRow, names: readonly string[]): Uint8Array {
  const columns = names.length > 0 ? names : [INDEX_COLUMN, ...[...properties.keys()].sort()];
  const entries = columns.flatMap((name) => {
    const value = properties.get(name) ?? (name === INDEX_COLUMN ? id : undefined);
    if (value === undefined) return [];
    const entry = [field(FIELD.key, Buffer.from(name)), field(FIELD.value, featureBytes(value))];
    return [field(FIELD.feature, Buffer.concat(entry))];
  });
  return field(FIELD.features, Buffer.concat(entries));
}

/** The message Feature of a value: a list of floats if it has numbers only, else a list of bytes. */
function featureBytes(value: Value): Buffer {
  const items = flattened(value);
  const numbers = items.filter((item) => typeof item === 'number');
  if (numbers.length < items.length) {
    const texts = items.map((item) => field(FIELD.items, Buffer.from(String(item))));
    return field(FIELD.bytesList, Buffer.concat(texts));
  }
  const floats = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, i) => {
    floats.writeFloatLE(Math.fround(number), 4 * i);
  });
  return field(FIELD.floatList, field(FIELD.items, floats));
}

/** The numbers and texts of a value: those in lists one after the other, row by row. What is neither is JSON. */
function flattened(value: Value): (number | string)[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'boolean') return [Number(value)];
  if (isNumberValue(value)) return [toDouble(value)];
  if (Array.isArray(value)) return value.flatMap((item) => flattened(item as Value));
  return [JSON.stringify(encodeValue(value))];
}

/** A field of a message: its number and wire type, its length, its bytes. */
function field(number: number, content: Uint8Array): Buffer {
  return Buffer.concat([varint((number << 3) | LENGTH_DELIMITED), varint(content.length), content]);
}

/** A number of up to 53 bits, seven bits a byte, the lowest first. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return Uint8Array.from([...bytes, left]);
}

import { encodeValue } from '../../values/encode.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { INDEX_COLUMN } from '../flatgeobuf/format.ts';
import type { TableRow } from '../row.ts';
import { FIELD, field, floatFeature, mapEntry } from './protobuf.ts';

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
    return [mapEntry(name, featureBytes(value))];
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
  return floatFeature(numbers);
}

/** The numbers and texts of a value: those in lists one after the other, row by row. What is neither is JSON. */
function flattened(value: Value): (number | string)[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'boolean') return [Number(value)];
  if (isNumberValue(value)) return [toDouble(value)];
  if (Array.isArray(value)) return value.flatMap((item) => flattened(item as Value));
  return [JSON.stringify(encodeValue(value))];
}

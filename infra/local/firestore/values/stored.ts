import { fromTimestamp, toTimestamp } from '../clock.ts';
import { invalid } from '../errors.ts';
import type { Fields, Value } from '../messages.ts';

const MAX_DEPTH = 20;
const MAX_NAME_BYTES = 1500;

/**
 * Fields as they are stored: timestamps cut to microseconds; checked.
 *
 * @throws INVALID_ARGUMENT for arrays in arrays, more than 20 levels, empty, reserved or too long names, and the
 *   value kinds of pipelines (they are no data).
 */
export function toStored(fields: Fields | undefined, depth = 0): Fields {
  const stored: Record<string, Value> = {};
  for (const [name, value] of Object.entries(fields ?? {})) {
    checkFieldName(name, depth > 0);
    stored[name] = toStoredValue(value, depth + 1);
  }
  return stored;
}

/** One value as it is stored: see {@link toStored}. */
export function toStoredValue(value: Value, depth = 1): Value {
  if (depth > MAX_DEPTH) throw invalid(`A property is nested more than ${MAX_DEPTH} levels deep.`);
  if (value.arrayValue) {
    const values = value.arrayValue.values ?? [];
    if (values.some((element) => element.arrayValue)) throw invalid('Nested arrays are not allowed.');
    return { arrayValue: { values: values.map((element) => toStoredValue(element, depth + 1)) } };
  }
  if (value.mapValue) return { mapValue: { fields: toStored(value.mapValue.fields, depth) } };
  if (value.timestampValue) return { timestampValue: toTimestamp(fromTimestamp(value.timestampValue)) };
  if (value.geoPointValue) {
    const { latitude = 0, longitude = 0 } = value.geoPointValue;
    if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
      throw invalid(`Geo point (${latitude}, ${longitude}) lies outside of [-90, 90] and [-180, 180] degrees.`);
    }
    return { geoPointValue: { latitude, longitude } };
  }
  if (Object.keys(value).length !== 1) throw invalid('A value must have exactly one type that can be stored.');
  return value;
}

function checkFieldName(name: string, inMap: boolean): void {
  if (name === '') throw invalid('A property has an empty name.');
  // Maps of the types that Firestore builds on maps (vectors) carry marks such as __type__.
  if (!inMap && /^__.*__$/s.test(name)) throw invalid(`Property name "${name}" is reserved.`);
  if (name.length > MAX_NAME_BYTES / 3 && Buffer.byteLength(name) > MAX_NAME_BYTES) {
    throw invalid(`A property name is longer than ${MAX_NAME_BYTES} bytes: "${name.slice(0, 40)}…".`);
  }
}

import { invalid } from '../errors.ts';
import { encodeValue } from '../values/encode.ts';
import type { Json, Value } from '../values/value.ts';

/** What a message EarthEngineAsset tells of properties. Times are RFC 3339. */
export interface OwnProperties {
  /** Those that are not of the system. */
  readonly properties: { readonly [name: string]: Json };
  readonly startTime?: string;
  readonly endTime?: string;
}

/**
 * The properties of an element as an asset has them: times in fields of their own, and nothing else of the system's.
 * @throws INVALID_ARGUMENT for a time that is none
 */
export async function ownProperties(all: ReadonlyMap<string, Value>): Promise<OwnProperties> {
  const properties: { [name: string]: Json } = {};
  const times: { startTime?: string; endTime?: string } = {};
  for (const [key, value] of all) {
    const json = await encodeValue(value);
    if (key === 'system:time_start' && typeof json === 'number') times.startTime = timestamp(key, json);
    else if (key === 'system:time_end' && typeof json === 'number') times.endTime = timestamp(key, json);
    else if (!key.startsWith('system:')) properties[key] = json;
  }
  return { properties, ...times };
}

function timestamp(property: string, milliseconds: number): string {
  const time = new Date(milliseconds);
  if (Number.isNaN(time.getTime())) throw invalid(`The property '${property}' is not a time: ${milliseconds}.`);
  return time.toISOString();
}

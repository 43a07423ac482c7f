import { z } from 'zod';
import { followLink } from '../../access/links.ts';
import type { AssetRecord } from '../../catalog/asset.ts';
import { isBroken } from '../../catalog/link.ts';
import { findAsset } from '../../catalog/store.ts';
import { isServiceError } from '../../errors.ts';
import { readJson, type StoredOf } from '../../google/stored.ts';
import type { Caller } from '../caller.ts';
import { readPins } from './pins.ts';
import { World } from './world.ts';

/** Which versions of its inputs an operation has read: kept with its result, where pins, which are whole records, are not. */
const inputVersions = z.object({
  /** When each asset was last changed, in milliseconds since 1970, by name; null where there was none. */
  assets: z.record(z.string(), z.number().nullable()),
  /** The states of collections, by name. */
  collections: z.record(z.string(), z.string()),
  /** The generations of objects in Cloud Storage, by URI; null where there was none. */
  objects: z.record(z.string(), z.string().nullable()),
});
type InputVersions = StoredOf<typeof inputVersions>;

/** Characters of pins that are looked into: more would keep others waiting. */
const MAX_PINS = 1_000_000;
/** Characters of versions that are kept. */
const MAX_VERSIONS = 16_384;

/** Inputs that are looked at at a time. */
const AT_A_TIME = 20;

/** The versions that the JSON text of pins has, as JSON text; undefined if there are too many to be kept. */
export function versionsText(pins: string): string | undefined {
  if (pins.length > MAX_PINS) return undefined;
  const { assets, states, objects } = readPins(pins);
  const versions: InputVersions = {
    assets: mapped(assets, (record) => versionOf(record ?? undefined)),
    collections: states,
    objects: mapped(objects, (object) => object?.generation ?? null),
  };
  const text = JSON.stringify(versions);
  return text.length <= MAX_VERSIONS ? text : undefined;
}

/**
 * The inputs that are others by now, by name, of those that an operation has read; what the caller may not read any more is another.
 * @param versions the JSON text of what it has read
 */
export async function changedInputs(versions: string, caller: Caller): Promise<string[]> {
  const { assets, collections, objects } = readJson(inputVersions, versions, 'The versions of inputs');
  const world = new World(caller);
  const checks = [
    ...Object.entries(assets).map(([name, version]) => ({
      name,
      isSame: async () => versionOf(await assetOf(world, caller, name)) === version,
    })),
    ...Object.entries(collections).map(([name, state]) => ({
      name,
      isSame: async () => (await world.childrenState(name)) === state,
    })),
    ...Object.entries(objects).map(([uri, generation]) => ({
      name: uri,
      isSame: async () => ((await objectOf(world, uri))?.generation ?? null) === generation,
    })),
  ];
  const changed: string[] = [];
  for (let from = 0; from < checks.length; from += AT_A_TIME) {
    const some = checks.slice(from, from + AT_A_TIME);
    const same = await Promise.all(some.map(({ isSame }) => isSame()));
    changed.push(...some.filter((_, i) => !same[i]).map(({ name }) => name));
  }
  return [...new Set(changed)];
}

/** An asset as it is at this moment, if the caller may read it; a link with the content of what it stands for. */
async function assetOf(world: World, { user }: Caller, name: string): Promise<AssetRecord | undefined> {
  const record = (await world.mayRead(name)) ? await findAsset({ name }) : undefined;
  return record && followLink(user, record, (source) => findAsset({ name: source }));
}

/** When an asset, or what it stands for, was last changed; a link to nothing is as an asset that is not there. */
function versionOf(record: AssetRecord | undefined): number | null {
  return record && !isBroken(record) ? record.changed : null;
}

/** An object as it is at this moment; undefined also for one whose bucket the caller's project may not read any more. */
async function objectOf(world: World, uri: string) {
  try {
    return await world.objectNow(uri);
  } catch (error) {
    if (isServiceError(error) && error.status === 'PERMISSION_DENIED') return undefined;
    throw error;
  }
}

function mapped<T, U>(record: { readonly [name: string]: T }, value: (of: T) => U): { [name: string]: U } {
  return Object.fromEntries(Object.entries(record).map(([name, of]) => [name, value(of)]));
}

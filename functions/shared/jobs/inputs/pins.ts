import { z } from 'zod';
import { assetRecord } from '../../catalog/asset.ts';
import { objectState } from '../../google/object-file.ts';
import { readJson, type StoredOf } from '../../google/stored.ts';

/**
 * The states of all assets and objects that an operation read when it was planned. All later steps read the same states, so that repeated
 * computations give the same result.
 */
const pins = z.object({
  /** When the plan was made, in milliseconds since 1970. */
  time: z.number(),
  /** By name; null where there was none. */
  assets: z.record(z.string(), assetRecord.nullable()),
  /** Pages of collections, by `pageKey`. */
  pages: z.record(z.string(), z.array(assetRecord)),
  /** The states of collections, by name. */
  states: z.record(z.string(), z.string()),
  /** By URI; null where there was none. */
  objects: z.record(z.string(), objectState.nullable()),
});
export type Pins = StoredOf<typeof pins>;

/** Pins of a plan that has read nothing, made now: whatever is read later must not have changed until then. */
export function pinsOfNothing(): Pins {
  return { time: Date.now(), assets: {}, pages: {}, states: {}, objects: {} };
}

/** Reads the JSON text of pins. */
export function readPins(text: string): Pins {
  return readJson(pins, text, 'What the operation was planned with');
}

/** The page of a collection behind a name. */
export function pageKey(parent: string, after: string | undefined): string {
  return after === undefined ? parent : `${parent} ${after}`;
}

/** The files of assets that pins hold on to. */
export function pinnedFiles({ assets, pages }: Pins): Set<string> {
  const records = [...Object.values(assets), ...Object.values(pages).flat()];
  return new Set(records.flatMap((record) => record?.files ?? []));
}

import type { Context } from './context.ts';

/** The origin of a call: its result stays the same as long as the origin and the versions of its assets do. */
export interface Origin {
  /** Stands for the call and all that it is made from. */
  readonly digest: string;
  /** The ids of the images and tables that it loads, ascending. */
  readonly assets: readonly string[];
}

/** Finds the origin of a call; undefined if its result may change in ways that an origin does not tell. */
export type FindOrigin = () => Origin | undefined;

/** The key of what a call computes, by which later requests find it; undefined where nothing is kept, or nobody can tell whether it is still the same. */
export function versionedKey(find: FindOrigin, { assets, forgets }: Context): string | undefined {
  if (forgets) return undefined;
  const origin = find();
  const versions = origin?.assets.map((id) => assets.loadedVersion?.(id));
  if (origin === undefined || versions?.includes(undefined)) return undefined;
  return [origin.digest, ...(versions ?? [])].join();
}

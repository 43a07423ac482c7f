import type { AssetLoader } from '../algorithms/context.ts';
import { andThen } from '../values/value.ts';

/** The same loader, which remembers for one request the versions of the images and tables that it has given. */
export function notingVersions(assets: AssetLoader): AssetLoader {
  const versions = new Map<string, number | undefined>();
  const note = (id: string, version: number | undefined): void => {
    // An asset that was replaced in between is no longer one thing.
    versions.set(id, versions.has(id) && versions.get(id) !== version ? undefined : version);
  };
  return {
    ...assets,
    image: (id, version) =>
      andThen(assets.image(id, version), (image) => {
        note(id, image.fields.version);
        return image;
      }),
    table: (id, version) =>
      andThen(assets.table(id, version), (table) => {
        note(id, table.fields.version);
        return table;
      }),
    loadedVersion: (id) => versions.get(id),
  };
}

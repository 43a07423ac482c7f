import { isUploadOf } from '../../shared/access/buckets.ts';
import { parseObjectUri } from '../../shared/storage-names.ts';

/** The uploads of a project among the files that a manifest names. */
export function uploadsAmong(
  project: string,
  prefix = '',
  sources: readonly { readonly uris?: readonly string[] | undefined }[] = [],
): string[] {
  const uris = sources.flatMap(({ uris = [] }) => uris.map((uri) => prefix + uri));
  return uris.filter((uri) => {
    const place = parseObjectUri(uri);
    return place !== undefined && isUploadOf(project, place);
  });
}

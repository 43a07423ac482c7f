import { invalid } from '../errors.ts';
import { type ObjectPlace, parseObjectUri } from '../storage-names.ts';

/**
 * The object that a source's URI names.
 * @throws INVALID_ARGUMENT if it names none
 */
export function sourcePlace(uri: string): ObjectPlace {
  const place = parseObjectUri(uri);
  if (!place) throw invalid(`Invalid source URI '${uri.slice(0, 200)}': gs://BUCKET/OBJECT is expected.`);
  return place;
}

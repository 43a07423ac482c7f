import { combineCrc32c } from '../../../functions/shared/crc32c.ts';
import { type Answer, json } from './answer.ts';
import { conditionNotMet, invalid, StorageError } from './errors.ts';
import { checkObjectName } from './names.ts';
import { type Json, parseObjectMetadata } from './object-metadata.ts';
import { objectResource } from './object-resource.ts';
import type { StoredObject } from './object-row.ts';
import { parsePreconditions } from './preconditions.ts';
import { readJson, type StorageRequest } from './request.ts';
import type { StorageState } from './state.ts';

/** The most sources of one call (the service's limit). */
const MOST_SOURCES = 32;

/**
 * `objects.compose`: the sources put end to end, as one transaction. No byte is moved: the new object refers to the
 * pieces of its sources, and its CRC32C is combined from theirs. A composite has no MD5.
 */
export async function composeObject(state: StorageState, request: StorageRequest): Promise<Answer> {
  const { bucket, object: name } = request;
  checkObjectName(name);
  const body = await readJson(request);
  const sources = parseSources(body);
  const metadata = parseObjectMetadata((body['destination'] ?? {}) as Json);
  const conditions = parsePreconditions(request.query);
  const object = state.objects.change(() => {
    const parts = sources.map((source) => findSource(state, bucket, source));
    return state.objects.put(
      {
        bucket,
        name,
        metadata,
        size: parts.reduce((sum, part) => sum + part.size, 0),
        crc32c: parts.reduce((crc, part) => combineCrc32c(crc, part.crc32c, part.size), 0),
        md5: undefined,
        components: parts.reduce((sum, part) => sum + (part.components ?? 1), 0),
        pieces: parts.flatMap((part) => state.objects.pieces(part.generation)),
      },
      conditions,
    );
  });
  return json(objectResource(object, state.origin));
}

interface Source {
  name: string;
  generation: number | undefined;
  generationMatch: number | undefined;
}

function parseSources(body: Json): Source[] {
  const list = body['sourceObjects'];
  if (!Array.isArray(list) || list.length === 0) throw invalid('You must provide at least one source component.');
  if (list.length > MOST_SOURCES) {
    throw invalid(
      `The number of source components provided (${list.length}) exceeds the maximum number allowed (${MOST_SOURCES}).`,
    );
  }
  return (list as Json[]).map((source) => {
    const name = source?.['name'];
    if (typeof name !== 'string' || name === '') throw invalid('A source component needs a name.');
    const conditions = (source['objectPreconditions'] ?? {}) as Json;
    return {
      name,
      generation: generationOf(source['generation']),
      generationMatch: generationOf(conditions['ifGenerationMatch']),
    };
  });
}

/** An int64 of JSON: the client sends a number, the documentation says a string. */
function generationOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (!/^\d+$/.test(String(value))) throw invalid(`Invalid generation: '${String(value)}'`);
  return Number(value);
}

function findSource(state: StorageState, bucket: string, source: Source): StoredObject {
  const live = state.objects.live(bucket, source.name);
  if (!live || (source.generation !== undefined && source.generation !== live.generation)) {
    const generation = source.generation === undefined ? '' : ` (generation: ${source.generation})`;
    throw new StorageError(404, 'notFound', `Object ${bucket}/${source.name}${generation} not found.`);
  }
  if (source.generationMatch !== undefined && source.generationMatch !== live.generation) throw conditionNotMet();
  return live;
}

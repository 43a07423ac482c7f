import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { invalid } from './errors.ts';
import type { Json } from './object-metadata.ts';

/** A call, its address taken apart. */
export interface StorageRequest {
  method: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** The body as it comes in. */
  body: IncomingMessage;
  /** The names in the path, decoded. */
  bucket: string;
  object: string;
  /** The destination bucket of a copy. */
  destinationBucket: string;
  destinationObject: string;
}

/** More JSON than any resource has; beyond it the call is refused. */
const MOST_JSON_BYTES = 2 << 20;

/** The body as a JSON object; an empty body is `{}`. 400 where it is anything else. */
export async function readJson(request: StorageRequest): Promise<Json> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_JSON_BYTES) throw invalid(`The body is larger than ${MOST_JSON_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return parseJson(Buffer.concat(chunks).toString());
}

/** Text as a JSON object; '' is `{}`. 400 where it is anything else. */
export function parseJson(text: string): Json {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('Parse Error: the body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('The body is not an object.');
  return value as Json;
}

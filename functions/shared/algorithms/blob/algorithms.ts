import { wrong } from '../../errors.ts';
import { parseObjectUri } from '../../storage-names.ts';
import { andThen, type Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { optional, required } from '../parameter.ts';
import { Blob } from './blob.ts';
import { blobType } from './blob-type.ts';

const URL = 'gs://bucket/object.txt';

function decoderOf(encoding: string) {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw wrong(`Unknown encoding '${encoding.slice(0, 40)}'.`);
  }
}

/** The text of bytes in an encoding that the Encoding Standard names (UTF-8, ISO-8859-1, UTF-16 …). */
function decode(bytes: Uint8Array, encoding: string): string {
  const decoder = decoderOf(encoding);
  try {
    return decoder.decode(bytes);
  } catch {
    throw wrong(`The object is not valid ${encoding}.`);
  }
}

/** Objects in Cloud Storage as values. */
export const BLOB = [
  algorithm({
    name: 'Blob',
    description: 'An object in Cloud Storage, by its URL.',
    returns: 'Blob',
    parameters: { url: required(t.string) },
    examples: [{ args: { url: URL }, result: { type: 'Blob', url: URL } }],
    run: ({ url }) => {
      if (!parseObjectUri(url)) throw wrong(`Invalid URL '${url.slice(0, 200)}': gs://BUCKET/OBJECT is expected.`);
      return new Blob(url);
    },
  }),
  algorithm({
    name: 'Blob.url',
    description: 'The URL of the object.',
    returns: 'String',
    parameters: { blob: required(blobType) },
    examples: [{ args: { blob: $call('Blob', { url: URL }) }, result: URL }],
    run: ({ blob }) => blob.url,
  }),
  algorithm({
    name: 'Blob.string',
    description: 'The contents of the object as text, in UTF-8 unless told otherwise.',
    source: 'changing',
    returns: 'String',
    parameters: { blob: required(blobType), encoding: optional(t.string) },
    examples: [{ args: { blob: $call('Blob', { url: URL }) }, result: 'text' }],
    run: ({ blob, encoding }, context) =>
      andThen(context.assets.blob(blob.url), (bytes): Value => decode(bytes, encoding ?? 'utf-8')),
  }),
];

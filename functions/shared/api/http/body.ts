import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { invalid, ServiceError } from '../../errors.ts';
import { decodeText } from '../../messages/json.ts';
import { originalRequest } from './takeover.ts';

/** The largest body in bytes, both as received and after decompression. */
export const MAX_BODY = 10_485_760;

/** How many times as many bytes are read and discarded of a too large body, so that a client that is still sending can read the error. */
const DRAIN = 10;

/** Milliseconds for which the rest of a body is waited for that nobody reads. */
const REST = 250;

const DECODERS: { readonly [encoding: string]: typeof gunzip } = { gzip: gunzip, 'x-gzip': gunzip, deflate: inflate };

/**
 * The bytes of a request's body: decompressed, text in UTF-8.
 * @param most bytes, both as received and after decompression
 * @throws INVALID_ARGUMENT for bodies that are too large or are encoded in another way
 */
export async function readBytes(request: IncomingMessage, most = MAX_BODY): Promise<Uint8Array> {
  const { headers } = originalRequest(request);
  checkCharset(headers);
  return decompress(await collect(request, most), headers, most);
}

/**
 * Reads the rest of a body away, that nobody has asked for: a connection that is closed after the reply, while there is something to read, is reset, and the
 * client never sees the reply. Whoever sends slowly, or much, is not waited for.
 */
export async function readAway(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return;
  const over = AbortSignal.timeout(REST);
  let left = MAX_BODY;
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) request.pause();
  });
  await once(request, 'end', { signal: over }).catch(() => {});
}

/** The text of a request's body. @throws INVALID_ARGUMENT as readBytes and decodeText do */
export async function readBody(request: IncomingMessage, most = MAX_BODY): Promise<string> {
  return decodeText(await readBytes(request, most));
}

async function collect(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= most) chunks.push(chunk);
      else chunks.length = 0;
      // Leaving the loop closes the connection.
      if (size > DRAIN * most) break;
    }
  } catch (cause) {
    throw new ServiceError('CANCELLED', 'The request was cut off.', { cause });
  }
  if (size > most) throw tooLarge(most);
  return Buffer.concat(chunks);
}

function tooLarge(most: number) {
  return invalid(`Request payload size exceeds the limit: ${most} bytes.`);
}

async function decompress(bytes: Buffer, headers: IncomingHttpHeaders, most: number): Promise<Buffer> {
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return bytes;
  const decoder = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined;
  if (!decoder)
    throw invalid(`Content-Encoding '${encoding.slice(0, 40)}' is not supported: use gzip, deflate or none.`);
  try {
    return await promisify<Buffer, { maxOutputLength: number }, Buffer>(decoder)(bytes, { maxOutputLength: most });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(most);
    throw invalid(`The body of the request is not valid ${encoding}.`);
  }
}

function checkCharset(headers: IncomingHttpHeaders): void {
  const [, charset = 'utf-8'] = /;\s*charset="?([^";\s]*)/i.exec(headers['content-type'] ?? '') ?? [];
  if (!/^(utf-?8|us-ascii|)$/i.test(charset)) {
    throw invalid(`Charset '${charset.slice(0, 40)}' is not supported: send UTF-8.`);
  }
}

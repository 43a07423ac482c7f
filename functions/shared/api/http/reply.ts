import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** A reply that is bytes; JSON as text may also come so. */
export interface FileReply {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly headers?: { readonly [name: string]: string };
  /** 200 by default. */
  readonly status?: number;
}

/** A reply whose bytes come as they are read: a file of any size. */
export interface StreamReply {
  /** Called once the reply is to be sent; not for HEAD. */
  readonly open: () => Readable;
  /** Bytes. */
  readonly length: number;
  readonly contentType: string;
  readonly headers?: { readonly [name: string]: string };
  readonly status: number;
}

/** Cloud Run sends no more at once than this, in bytes: longer replies must not say how long they are. */
const MOST_AT_ONCE = 32 * 2 ** 20;

export const JSON_TYPE = 'application/json; charset=UTF-8';

/** Replies shorter than this, in bytes, are not worth compressing. */
const WORTH_COMPRESSING = 2048;

const NO_BYTES = new Uint8Array(0);

/** JSON that is text already. */
export function jsonText(text: string, headers?: FileReply['headers']): FileReply {
  return jsonBytes(Buffer.from(text), headers);
}

/** JSON that is text in UTF-8 already. */
export function jsonBytes(bytes: Uint8Array, headers: FileReply['headers'] = {}): FileReply {
  return { bytes, contentType: JSON_TYPE, headers };
}

/** The reply 304 to a client that has the newest state. */
export function notModified(headers: NonNullable<FileReply['headers']>): FileReply {
  return noContent(304, headers);
}

/** A reply that is its headers: nothing comes behind them. */
export function noContent(status: 204 | 304, headers: NonNullable<FileReply['headers']>): FileReply {
  return { bytes: NO_BYTES, contentType: '', headers, status };
}

/** Whether the state that `If-None-Match` names is the one with this tag. */
export function matchesTag(headers: IncomingHttpHeaders, etag: string): boolean {
  const tags = headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags !== undefined && (tags.includes(etag) || tags.includes('*'));
}

export function isFileReply(reply: unknown): reply is FileReply {
  return typeof reply === 'object' && reply !== null && 'bytes' in reply && reply.bytes instanceof Uint8Array;
}

export function isStreamReply(reply: unknown): reply is StreamReply {
  return typeof reply === 'object' && reply !== null && 'open' in reply && typeof reply.open === 'function';
}

/** Sends a reply; JSON is compressed for those who say that they can read it. */
export async function send(
  response: ServerResponse,
  request: IncomingHttpHeaders,
  reply: FileReply | StreamReply,
): Promise<void> {
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    if (name === 'vary') response.appendHeader(name, value);
    else response.setHeader(name, value);
  }
  if (reply.contentType) response.setHeader('content-type', reply.contentType);
  response.statusCode = reply.status ?? 200;
  if (isStreamReply(reply)) return sendStream(response, reply);
  let bytes = reply.bytes;
  if (
    reply.contentType.startsWith('application/json') &&
    bytes.length >= WORTH_COMPRESSING &&
    !response.hasHeader('content-encoding')
  ) {
    response.appendHeader('vary', 'Accept-Encoding');
    if (acceptsGzip(request)) {
      bytes = await promisify(gzip)(bytes);
      response.setHeader('content-encoding', 'gzip');
    }
  }
  if (reply.status === 204 || reply.status === 304) {
    response.end();
    return;
  }
  response.setHeader('content-length', bytes.length);
  response.end(bytes);
}

async function sendStream(response: ServerResponse, { open, length }: StreamReply): Promise<void> {
  if (length <= MOST_AT_ONCE || response.req.method === 'HEAD') response.setHeader('content-length', length);
  if (response.req.method === 'HEAD') response.end();
  else await pipeline(open(), response);
}

/** Whether a caller can read replies that are compressed with gzip. */
export function acceptsGzip(headers: IncomingHttpHeaders): boolean {
  return accepts(headers, '(?:x-)?gzip');
}

/** Whether a caller can read replies that are compressed with Brotli. */
export function acceptsBrotli(headers: IncomingHttpHeaders): boolean {
  return accepts(headers, 'br');
}

function accepts(headers: IncomingHttpHeaders, encoding: string): boolean {
  const accepted = String(headers['accept-encoding'] ?? '').toLowerCase();
  return new RegExp(`(?:^|[,\\s])${encoding}(?=$|[,;\\s])(?!\\s*;\\s*q=0(?:\\.0*)?(?:[,\\s]|$))`).test(accepted);
}

import { randomUUID } from 'node:crypto';
import { invalid } from '../shared/errors.ts';

/** One request of a batch. */
export interface BatchPart {
  /** The value of `Content-ID`, without the angle brackets. */
  readonly contentId: string;
  readonly verb: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
}

/** The answer to one request of a batch. */
export interface BatchAnswer {
  readonly contentId: string;
  readonly status: number;
  /** JSON. */
  readonly text: string;
}

const MAX_PARTS = 1000;

/** Reads the body of a batch: `multipart/mixed` of HTTP requests. */
export function parseBatch(contentType: string, body: string): BatchPart[] {
  const [, quoted, bare] = /^multipart\/mixed\s*;.*?\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw invalid("A batch must have the Content-Type 'multipart/mixed; boundary=…'.");
  const pieces = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1);
  const end = pieces.findIndex((piece) => piece.startsWith('--'));
  if (end <= 0) throw invalid('The batch has no parts, or does not end with its boundary.');
  if (end > MAX_PARTS) throw invalid(`A batch may have at most ${MAX_PARTS} parts. Got ${end}.`);
  return pieces.slice(0, end).map(parsePart);
}

function parsePart(piece: string): BatchPart {
  const [outer, request] = splitHead(piece.replace(/^[ \t]*\r\n/, ''));
  const [inner] = splitHead(request);
  const { 'content-id': id = '' } = readHeaders(outer);
  const lineEnd = inner.indexOf('\r\n');
  const line = lineEnd < 0 ? inner : inner.slice(0, lineEnd);
  const [, verb, url] = /^([A-Z]+) (\S+) HTTP\/1\.[01]$/.exec(line) ?? [];
  if (verb === undefined || url === undefined) {
    throw invalid(`A part of the batch is not an HTTP request: "${line.slice(0, 100)}".`);
  }
  return { contentId: id.replace(/^<|>$/g, ''), verb, url, headers: readHeaders(inner.slice(line.length)) };
}

function splitHead(text: string): [string, string] {
  const end = text.indexOf('\r\n\r\n');
  return end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end + 4)];
}

function readHeaders(text: string): { [name: string]: string } {
  return Object.fromEntries(
    text.split('\r\n').flatMap((line) => {
      const colon = line.indexOf(':');
      return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : [];
    }),
  );
}

/** Writes the answers as the JavaScript client reads them: it splits at `; boundary=`, at empty lines, and wants CRLF. */
export function writeBatch(answers: readonly BatchAnswer[]): { readonly contentType: string; readonly body: string } {
  // Random, as what users have written stands in the answers.
  const boundary = `batch_${randomUUID()}`;
  const parts = answers.map(({ contentId, status, text }) =>
    [
      `--${boundary}`,
      'Content-Type: application/http',
      `Content-ID: <response-${contentId}>`,
      '',
      `HTTP/1.1 ${status} ${status === 200 ? 'OK' : 'Error'}`,
      'Content-Type: application/json; charset=UTF-8',
      `Content-Length: ${Buffer.byteLength(text)}`,
      '',
      text,
    ].join('\r\n'),
  );
  return { contentType: `multipart/mixed; boundary=${boundary}`, body: `${parts.join('\r\n')}\r\n--${boundary}--\r\n` };
}

import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PROTECTION } from '../../../functions/shared/api/http/protection.ts';
import { RangeReader } from './contents.ts';
import { StorageError } from './errors.ts';

/** The answer of a handler. The server sends it, so that a fault can lose it after the work is done. */
export interface Answer {
  status: number;
  headers?: Record<string, string | number>;
  /** JSON text or bytes sent as they are, stored bytes, or a stream of bytes. */
  body?: string | Buffer | RangeReader | AsyncIterable<Uint8Array>;
  /** Called once the answer is sent or given up. */
  done?: () => void;
}

/** A JSON answer, 200 unless told otherwise. */
export function json(value: unknown, status = 200, headers: Answer['headers'] = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
    body: JSON.stringify(value),
  };
}

/** The answer to a failed call: a StorageError as it says, anything else 500 with its message. */
export function failure(error: unknown): Answer {
  if (error instanceof StorageError) {
    return error.status === 304 ? { status: 304 } : json(error, error.status);
  }
  console.error('local Cloud Storage:', error);
  const message = error instanceof Error ? error.message : String(error);
  return json(new StorageError(500, 'backendError', message), 500);
}

/** Sends an answer; `HEAD` gets the headers alone. */
export async function send(response: ServerResponse, answer: Answer, method: string): Promise<void> {
  try {
    const { body } = answer;
    const headers: Answer['headers'] = { ...answer.headers, ...PROTECTION };
    if (typeof body === 'string' || Buffer.isBuffer(body)) headers['content-length'] = Buffer.byteLength(body);
    else if (body === undefined && answer.status !== 304 && method !== 'HEAD') headers['content-length'] = 0;
    response.writeHead(answer.status, headers);
    if (method === 'HEAD' || body === undefined) response.end();
    else if (typeof body === 'string' || Buffer.isBuffer(body)) response.end(body);
    else if (body instanceof RangeReader) await sendStored(response, body);
    else await pipeline(Readable.from(body, { objectMode: false, highWaterMark: 1 << 20 }), response);
  } catch (error) {
    // The caller went away in the middle of a download, or a file could not be read: it sees a broken answer.
    response.destroy(error as Error);
  } finally {
    answer.done?.();
  }
}

/** Bytes that are read and sent at a time. */
const PIECE = 1 << 18;

/** Buffers that are used again: else most of what the process allocates would be these. */
const spare: Buffer[] = [];

async function sendStored(response: ServerResponse, body: RangeReader): Promise<void> {
  const buffer = spare.pop() ?? Buffer.allocUnsafeSlow(PIECE);
  const gone = new Promise<never>((_, reject) =>
    response.once('close', () => reject(new Error('The caller has gone.'))),
  );
  gone.catch(() => {});
  for (let read = body.read(buffer); read > 0; read = body.read(buffer)) {
    const sent = new Promise<void>((resolve, reject) => {
      response.write(buffer.subarray(0, read), (error) => (error ? reject(error) : resolve()));
    });
    await Promise.race([sent, gone]);
  }
  response.end();
  spare.push(buffer);
}

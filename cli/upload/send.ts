import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../client.ts';
import { Failure } from '../failure.ts';

/** Bytes of a request: a multiple of 256 KiB, as resumable uploads want it. */
const PIECE = 8 * 1024 * 1024;
/** Attempts at a piece, and the first wait between two of them in milliseconds. */
const ATTEMPTS = 6;
const FIRST_WAIT = 500;

interface Session {
  readonly uri: string;
  readonly uploadUrl: string;
}

/**
 * Sends a file to Cloud Storage, by a resumable session that the server has begun. A piece that was cut off is sent again from where it was cut.
 * @param report is called with the part that has arrived, 0 to 1
 * @returns its gs:// URI
 */
export async function sendFile(client: Client, path: string, report: (part: number) => void): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size === 0) throw new Failure(`${path} is empty.`);
    const body = { name: basename(path), size: String(size) };
    const { uri, uploadUrl } = await client.post<Session>(`${client.parent}/uploads`, body);
    const buffer = Buffer.alloc(Math.min(PIECE, size));
    for (let sent = 0, failures = 0; sent < size; ) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, sent);
      if (bytesRead === 0) throw new Failure(`${path} became shorter while it was being read.`);
      const arrived = await sendPiece(uploadUrl, buffer.subarray(0, bytesRead), sent, size);
      failures = arrived > sent ? 0 : failures + 1;
      if (failures === ATTEMPTS) throw new Failure(`${path}: the connection to Cloud Storage broke off several times.`);
      if (failures > 0) await sleep(FIRST_WAIT * 2 ** (failures - 1));
      sent = arrived;
      report(sent / size);
    }
    return uri;
  } finally {
    await file.close();
  }
}

/** @returns how many bytes of the file have arrived */
async function sendPiece(url: string, piece: Uint8Array, begin: number, size: number): Promise<number> {
  const reply = await put(url, `bytes ${begin}-${begin + piece.length - 1}/${size}`, piece);
  // What has arrived of a piece that was cut off is asked for.
  return arrivedOf(reply ?? (await put(url, `bytes */${size}`)), begin, size);
}

function arrivedOf(reply: Response | undefined, known: number, size: number): number {
  if (reply === undefined || reply.status >= 500 || reply.status === 429) return known;
  if (reply.ok) return size;
  if (reply.status !== 308) throw new Failure(`Cloud Storage refused the file (${reply.status}).`);
  const [, last] = /bytes=0-(\d+)/.exec(reply.headers.get('range') ?? '') ?? [];
  return last === undefined ? 0 : Number(last) + 1;
}

/** @returns undefined if the connection broke */
async function put(url: string, range: string, body?: Uint8Array): Promise<Response | undefined> {
  try {
    // Cloud Storage answers with 308 without a place to go to.
    return await fetch(url, {
      method: 'PUT',
      headers: { 'content-range': range },
      redirect: 'manual',
      ...(body ? { body: body as Uint8Array<ArrayBuffer> } : {}),
    });
  } catch {
    return undefined;
  }
}

import type { RelayedReply } from './messages.ts';

/*
 * A reply in memory that a worker shares with its frame: the worker sleeps until the first number changes. That number is the length in bytes of
 * the JSON text behind it.
 */

const HEAD = 4;
const MOST_BYTES = 64 * 2 ** 20;

/** Memory for one reply. */
export function replyMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(HEAD, { maxByteLength: MOST_BYTES });
}

/** Writes a reply, and wakes whoever waits for it. */
export function writeReply(memory: SharedArrayBuffer, reply: RelayedReply): void {
  let bytes = new TextEncoder().encode(JSON.stringify(reply));
  if (HEAD + bytes.length > MOST_BYTES) {
    const text = JSON.stringify({ error: { message: 'The value is too large to wait for: use evaluate().' } });
    const refusal: RelayedReply = { status: 413, headers: { 'content-type': 'application/json' }, text };
    bytes = new TextEncoder().encode(JSON.stringify(refusal));
  }
  memory.grow(HEAD + bytes.length);
  new Uint8Array(memory, HEAD).set(bytes);
  const head = new Int32Array(memory, 0, 1);
  Atomics.store(head, 0, bytes.length);
  Atomics.notify(head, 0);
}

/** Sleeps until the reply is there. */
export function awaitReply(memory: SharedArrayBuffer): RelayedReply {
  Atomics.wait(new Int32Array(memory, 0, 1), 0, 0);
  // Text is decoded from memory that is not shared only.
  return JSON.parse(new TextDecoder().decode(new Uint8Array(memory, HEAD).slice())) as RelayedReply;
}

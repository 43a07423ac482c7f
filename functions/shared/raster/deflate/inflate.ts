import { inflateSync } from 'node:zlib';
import { assembly } from '../../assembly/assembly.ts';

/** zlib fills one chunk to the brim and then allocates another: a little more than the block needs spares that. */
const SLACK = 64;

/**
 * A zlib stream as `size` bytes or a few more, and no more. What the codec in WebAssembly does not take, because it is damaged or too large, is left to
 * zlib, which says what is wrong with it.
 * @returns bytes in a memory that is used again: good until the next stream is inflated, or anything is deflated, in this thread
 * @throws zlib's errors
 */
export function inflateShared(stored: Uint8Array, size: number): Uint8Array {
  const wasm = assembly();
  const room = wasm?.room(stored.length, size + SLACK);
  if (wasm && room) {
    wasm.bytes(room.input, stored.length).set(stored);
    const length = wasm.code.inflate(room.input, stored.length, room.output, size + SLACK);
    if (length >= 0) return wasm.bytes(room.output, length);
  }
  return inflateSync(stored, { chunkSize: size + SLACK, maxOutputLength: size + SLACK });
}

import { mostBytes } from './blocks.ts';
import type { CodeTables, Counts, Kernel } from './kernel.ts';
import { DISTANCES, extraOfDistance, LENGTH_SYMBOLS, LONGEST, SYMBOLS, symbolOfDistance } from './lengths.ts';

const HASH_BITS = 13;
/** The shortest match that is not a run, and the shortest run. */
const MATCH = 5;
const RUN = 3;
/** The bytes that are looked at at a time. */
const LOOK = 16;
/** How many bytes of a match may be found again from within it. */
const INSERTED = 16;
const WINDOW = 32_768;
const PLACE_BITS = 16;
/** The shortest match that is searched for, and the bytes at the end of a block where none begins. */
const SEARCHED = 4;
const TAIL = 8;

/** The kernel in JavaScript: what `assembly/quick.ts` does, where there is no WebAssembly or a tile is too large for its memory. */
export class ScriptKernel implements Kernel {
  readonly input: Uint8Array;
  readonly #output: Uint8Array;
  #at = 0;
  #bits = 0;
  #held = 0;
  /** Where the five bytes of each hash were seen last, counted from 1. */
  readonly #seen = new Uint32Array(1 << HASH_BITS);
  /** The last 16 bits of where the four bytes of each hash were seen last. */
  readonly #places = new Uint16Array(1 << PLACE_BITS);
  /** Of the bytes that were counted last: literals before a match, its length, its distance; the literals at the end have no match. */
  #sequences: number[] = [];

  /** @param size bytes of the input */
  constructor(size: number) {
    this.input = new Uint8Array(size);
    this.#output = new Uint8Array(mostBytes(size));
  }

  count(from: number, end: number, search: boolean): Counts {
    if (search) return this.#countSearched(from, end);
    const bytes = this.input;
    const literals = new Uint32Array(SYMBOLS);
    const distances = new Uint32Array(DISTANCES);
    this.#sequences = [];
    let start = from;
    for (let i = from; i < end; ) {
      const near = i > 0 && i + LOOK <= end ? repeatsAt(bytes, i) : 0;
      const distance = near < 2 ? 0 : this.#find(i, end);
      if (distance === 0) {
        // Those that are looked at at once, but for the last two if a run could begin there.
        const literal = near < 2 && i > 0 && i + LOOK <= end ? (bytes[i + 15] === bytes[i + 14] ? 14 : LOOK) : 1;
        for (const stop = i + literal; i < stop; i++) literals[bytes[i]!]!++;
        continue;
      }
      const length = lengthOf(bytes, i, distance, end);
      literals[LENGTH_SYMBOLS[length]!]!++;
      distances[symbolOfDistance(distance)]!++;
      this.#sequences.push(i - start, length, distance);
      start = i + length;
      for (const last = Math.min(start, i + INSERTED, end - LOOK); i < last; i++) this.#seen[hashAt(bytes, i)] = i + 1;
      i = start;
    }
    this.#sequences.push(end - start);
    return { literals, distances };
  }

  #countSearched(from: number, end: number): Counts {
    const bytes = this.input;
    const places = this.#places;
    const literals = new Uint32Array(SYMBOLS);
    const distances = new Uint32Array(DISTANCES);
    this.#sequences = [];
    if (from === 0) places.fill(0);
    let start = from;
    for (let i = from; i < end; ) {
      const distance = i + TAIL <= end ? this.#findSearched(i) : 0;
      const length = distance > 0 ? lengthOf(bytes, i, distance, end) : 0;
      if (length < SEARCHED) {
        literals[bytes[i++]!]!++;
        continue;
      }
      literals[LENGTH_SYMBOLS[length]!]!++;
      distances[symbolOfDistance(distance)]!++;
      this.#sequences.push(i - start, length, distance);
      start = i + length;
      const last = Math.min(start, i + INSERTED, end - TAIL);
      for (i++; i < last; i++) places[placeAt(bytes, i)] = i;
      i = start;
    }
    this.#sequences.push(end - start);
    return { literals, distances };
  }

  /** The distance of where the next four bytes, or others of the same hash, were seen last; 0 if that is nowhere, or too far away. */
  #findSearched(i: number): number {
    const place = placeAt(this.input, i);
    const distance = (i - this.#places[place]!) & 0xffff;
    this.#places[place] = i;
    return distance <= WINDOW && distance <= i ? distance : 0;
  }

  /** The distance of the match that begins at `i`; 0 if there is none. */
  #find(i: number, end: number): number {
    const bytes = this.input;
    if (lengthOf(bytes, i, 1, i + RUN) === RUN) return 1;
    const hash = hashAt(bytes, i);
    const distance = i + 1 - this.#seen[hash]!;
    this.#seen[hash] = i + 1;
    if (distance > i || distance > WINDOW) return 0;
    return lengthOf(bytes, i, distance, end) >= MATCH ? distance : 0;
  }

  put(value: number, bits: number): void {
    this.#bits |= value << this.#held;
    this.#held += bits;
    for (; this.#held >= 8; this.#held -= 8) {
      this.#output[this.#at++] = this.#bits;
      this.#bits >>>= 8;
    }
  }

  align(): void {
    if (this.#held > 0) this.put(0, 8 - this.#held);
  }

  copy(from: number, end: number): void {
    this.#output.set(this.input.subarray(from, end), this.#at);
    this.#at += end - from;
  }

  encode(from: number, { literals, lengths, distances }: CodeTables): void {
    const sequences = this.#sequences;
    for (let at = from, i = 0; i < sequences.length; i += 3) {
      for (const stop = at + sequences[i]!; at < stop; at++) {
        const code = literals[this.input[at]!]!;
        this.put(code & 0xffff, code >>> 16);
      }
      const [length, distance] = [sequences[i + 1], sequences[i + 2]];
      if (length === undefined || distance === undefined) return;
      at += length;
      this.put(lengths[length]! & 0xffffff, lengths[length]! >>> 24);
      const symbol = symbolOfDistance(distance);
      this.put(distances[symbol]! & 0xffff, distances[symbol]! >>> 16);
      const extra = extraOfDistance(symbol);
      this.put((distance - 1) & ((1 << extra) - 1), extra);
    }
  }

  checksum(): number {
    const size = this.input.length;
    let [a, b] = [1, 0];
    for (let i = 0; i < size; ) {
      // As many bytes as both sums can take without getting inexact; 5552 are enough to make the divisions cheap.
      for (const stop = Math.min(size, i + 5552); i < stop; i++) {
        a += this.input[i]!;
        b += a;
      }
      a %= 65_521;
      b %= 65_521;
    }
    return b * 65_536 + a;
  }

  take(): Uint8Array {
    return this.#output.slice(0, this.#at);
  }
}

/** How many of the 16 bytes at `i` are the same as the ones before them. */
function repeatsAt(bytes: Uint8Array, i: number): number {
  let count = 0;
  for (let k = i; k < i + LOOK; k++) if (bytes[k] === bytes[k - 1]) count++;
  return count;
}

/** How many bytes from `i` on repeat those at a distance before, to `end` or the longest match. */
function lengthOf(bytes: Uint8Array, i: number, distance: number, end: number): number {
  const stop = Math.min(end, i + LONGEST);
  let at = i;
  while (at < stop && bytes[at] === bytes[at - distance]) at++;
  return at - i;
}

function placeAt(bytes: Uint8Array, i: number): number {
  const four = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
  return Math.imul(four, 0x9e3779b1) >>> (32 - PLACE_BITS);
}

function hashAt(bytes: Uint8Array, i: number): number {
  const four = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
  return ((Math.imul(four, 0x9e3779b1) + Math.imul(bytes[i + 4]!, 0x85ebca77)) >>> 0) >>> (32 - HASH_BITS);
}

import { type Codes, huffmanCodes } from './huffman.ts';
import type { Kernel } from './kernel.ts';
import { END_OF_BLOCK } from './lengths.ts';

/** Bits of the codes of code lengths. */
const LENGTHS_LIMIT = 7;
/** The order in which the lengths of the codes of code lengths are written (RFC 1951, 3.2.7). */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** The codes of a block's literals and lengths, and those of its distances. */
export interface BlockCodes {
  readonly literals: Codes;
  readonly distances: Codes;
}

/** What precedes a block: its codes, described by their lengths (RFC 1951, 3.2.7). */
export class BlockHeader {
  /** Bits of all of it. */
  readonly bits: number;
  readonly #literals: number;
  readonly #distances: number;
  /** Lengths, with those that repeat put together: 16 for the last one again, 17 and 18 for several zeros; beside each its extra bits. */
  readonly #symbols: number[] = [];
  readonly #extras: number[] = [];
  readonly #codes: Codes;
  #order = LENGTH_ORDER.length;

  constructor({ literals, distances }: BlockCodes) {
    this.#literals = usedLengths(literals, END_OF_BLOCK + 1);
    this.#distances = usedLengths(distances, 1);
    const lengths = new Uint8Array(this.#literals + this.#distances);
    lengths.set(literals.lengths.subarray(0, this.#literals));
    lengths.set(distances.lengths.subarray(0, this.#distances), this.#literals);
    this.#repeat(lengths);
    const counts = new Uint32Array(19);
    for (const symbol of this.#symbols) counts[symbol]!++;
    this.#codes = huffmanCodes(counts, LENGTHS_LIMIT);
    while (this.#order > 4 && this.#codes.lengths[LENGTH_ORDER[this.#order - 1]!] === 0) this.#order--;
    let bits = 3 + 5 + 5 + 4 + 3 * this.#order;
    for (let symbol = 0; symbol < 19; symbol++)
      bits += counts[symbol]! * (this.#codes.lengths[symbol]! + extraOf(symbol));
    this.bits = bits;
  }

  write(kernel: Kernel, last: boolean): void {
    kernel.put(last ? 0b101 : 0b100, 3);
    kernel.put(this.#literals - 257, 5);
    kernel.put(this.#distances - 1, 5);
    kernel.put(this.#order - 4, 4);
    for (let i = 0; i < this.#order; i++) kernel.put(this.#codes.lengths[LENGTH_ORDER[i]!]!, 3);
    for (const [i, symbol] of this.#symbols.entries()) {
      kernel.put(this.#codes.codes[symbol]!, this.#codes.lengths[symbol]!);
      if (symbol >= 16) kernel.put(this.#extras[i]!, extraOf(symbol));
    }
  }

  #repeat(lengths: Uint8Array): void {
    for (let i = 0; i < lengths.length; ) {
      const length = lengths[i]!;
      let count = 1;
      while (lengths[i + count] === length) count++;
      i += count;
      if (length > 0) {
        this.#add(length, 0);
        count--;
      }
      while (count >= 3) {
        const [symbol, least, most] = length > 0 ? REPEATED : count > 10 ? MANY_ZEROS : ZEROS;
        const taken = Math.min(count, most);
        this.#add(symbol, taken - least);
        count -= taken;
      }
      for (; count > 0; count--) this.#add(length, 0);
    }
  }

  #add(symbol: number, extra: number): void {
    this.#symbols.push(symbol);
    this.#extras.push(extra);
  }
}

/** A symbol of several lengths, and the fewest and most of them. */
type Repetition = readonly [symbol: number, least: number, most: number];
const REPEATED: Repetition = [16, 3, 6];
const ZEROS: Repetition = [17, 3, 10];
const MANY_ZEROS: Repetition = [18, 11, 138];

function extraOf(symbol: number): number {
  if (symbol < 16) return 0;
  return symbol === 16 ? 2 : symbol === 17 ? 3 : 7;
}

/** The number of codes up to the last one that is used. */
function usedLengths({ lengths }: Codes, least: number): number {
  let used = lengths.length;
  while (used > least && lengths[used - 1] === 0) used--;
  return used;
}

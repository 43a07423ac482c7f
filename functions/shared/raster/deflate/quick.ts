import { assembly } from '../../assembly/assembly.ts';
import { type BlockCodes, BlockHeader } from './block-header.ts';
import { blockCount, MOST_STORED, mostBytes } from './blocks.ts';
import { huffmanCodes } from './huffman.ts';
import type { CodeTables, Counts, Kernel } from './kernel.ts';
import {
  DISTANCES,
  END_OF_BLOCK,
  EXTRA_BITS,
  EXTRA_VALUES,
  extraOfDistance,
  LENGTH_SYMBOLS,
  LONGEST,
  SYMBOLS,
} from './lengths.ts';
import { ScriptKernel } from './script-kernel.ts';
import { WasmKernel } from './wasm-kernel.ts';

/** Bits of the codes of literals and lengths: deflate's 15 would not let four of them be put together in 64 bits. */
const LITERALS_LIMIT = 14;
const DISTANCES_LIMIT = 15;
/** The zlib header: deflate with a window of 32 KB, the fastest level (RFC 1950). */
const HEADER = [0x78, 0x01];

/** A kernel for an input of so many bytes; in JavaScript only if WebAssembly is missing, or has no room for it. */
export function openKernel(size: number): Kernel {
  const wasm = assembly();
  const room = wasm?.room(size, mostBytes(size));
  return wasm && room ? new WasmKernel(wasm, size, room) : new ScriptKernel(size);
}

/**
 * Deflates a kernel's input to a zlib stream, several times as fast as zlib's first level, with Huffman codes made for each block of about
 * 64 KB; blocks that this would not make smaller are stored.
 * @param search whether to look for matches at each byte, which takes about twice the time
 */
export function deflateQuickly(kernel: Kernel, search = false): Uint8Array {
  const size = kernel.input.length;
  const blocks = blockCount(size);
  for (const byte of HEADER) kernel.put(byte, 8);
  for (let block = 0; block < blocks; block++) {
    const from = Math.floor((size * block) / blocks);
    const end = Math.floor((size * (block + 1)) / blocks);
    writeBlock(kernel, from, end, block + 1 === blocks, search);
  }
  kernel.align();
  const checksum = kernel.checksum();
  for (let shift = 24; shift >= 0; shift -= 8) kernel.put((checksum >>> shift) & 255, 8);
  return kernel.take();
}

function writeBlock(kernel: Kernel, from: number, end: number, last: boolean, search: boolean): void {
  const counts = kernel.count(from, end, search);
  counts.literals[END_OF_BLOCK] = 1;
  // Readers differ on blocks without any distance.
  if (!counts.distances.some((count) => count > 0)) counts.distances[0] = 1;
  const codes = {
    literals: huffmanCodes(counts.literals, LITERALS_LIMIT),
    distances: huffmanCodes(counts.distances, DISTANCES_LIMIT),
  };
  const header = new BlockHeader(codes);
  if (header.bits + bitsOf(counts, codes) >= 8 * (end - from)) {
    writeStored(kernel, from, end, last);
    return;
  }
  header.write(kernel, last);
  kernel.encode(from, tablesOf(codes));
  kernel.put(codes.literals.codes[END_OF_BLOCK]!, codes.literals.lengths[END_OF_BLOCK]!);
}

function writeStored(kernel: Kernel, from: number, end: number, last: boolean): void {
  let at = from;
  do {
    const stop = Math.min(end, at + MOST_STORED);
    kernel.put(last && stop === end ? 1 : 0, 3);
    kernel.align();
    kernel.put(stop - at, 16);
    kernel.put((stop - at) ^ 0xffff, 16);
    kernel.copy(at, stop);
    at = stop;
  } while (at < end);
}

/** The bits of a block's symbols, the one that ends it included. */
function bitsOf(counts: Counts, codes: BlockCodes): number {
  let bits = 0;
  for (let symbol = 0; symbol < SYMBOLS; symbol++) bits += counts.literals[symbol]! * codes.literals.lengths[symbol]!;
  for (let symbol = 0; symbol < DISTANCES; symbol++) {
    bits += counts.distances[symbol]! * (codes.distances.lengths[symbol]! + extraOfDistance(symbol));
  }
  for (let length = 3; length <= LONGEST; ) {
    const symbol = LENGTH_SYMBOLS[length]!;
    bits += counts.literals[symbol]! * EXTRA_BITS[length]!;
    while (LENGTH_SYMBOLS[length] === symbol) length++;
  }
  return bits;
}

function tablesOf({ literals: { codes, lengths }, distances }: BlockCodes): CodeTables {
  const tables = {
    literals: new Uint32Array(256),
    lengths: new Uint32Array(LONGEST + 1),
    distances: new Uint32Array(DISTANCES),
  };
  for (let byte = 0; byte < 256; byte++) tables.literals[byte] = codes[byte]! | (lengths[byte]! << 16);
  for (let length = 3; length <= LONGEST; length++) {
    const symbol = LENGTH_SYMBOLS[length]!;
    const code = codes[symbol]! | (EXTRA_VALUES[length]! << lengths[symbol]!);
    tables.lengths[length] = code | ((lengths[symbol]! + EXTRA_BITS[length]!) << 24);
  }
  for (let symbol = 0; symbol < DISTANCES; symbol++) {
    tables.distances[symbol] = distances.codes[symbol]! | (distances.lengths[symbol]! << 16);
  }
  return tables;
}

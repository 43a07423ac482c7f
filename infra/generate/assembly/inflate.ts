// AssemblyScript. Inflates a zlib stream (RFC 1950, RFC 1951) in the manner of libdeflate (Eric Biggers, MIT licence; nothing is copied): a bit
// buffer of 64 bits that is filled without branches, tables that are looked up once a symbol, copies of 16 bytes. Where the codes of two literals
// are short enough, one look gives both.
//
// The caller leaves room behind the bytes that are read and written: see MARGIN.

import { adler32 } from './adler';

/** Bytes behind the stream that are read, and behind the output that are written, without any meaning. */
export const MARGIN: i32 = 512;

/** Bits that the first tables are looked up with; a longer code goes on in a table of its own. */
const LITERAL_BITS: i32 = 12;
const DISTANCE_BITS: i32 = 8;
const LENGTH_BITS: i32 = 7;

// An entry of a table: bits 0 to 5, the bits of the stream that it takes; bits 24 and 25, how many literals it gives (bits 8 to 23).
// Without literals: bits 8 to 22, a base; bits 26 to 29, how many extra bits are added to it; bits 30 and 31, its kind.
const ONE_LITERAL: u32 = 1 << 24;
const LITERALS: u32 = 3 << 24;
const EXTRA_SHIFT: u32 = 26;
const KIND_SHIFT: u32 = 30;
/** The base is the place of another table, and the extra bits those that it is looked up with. */
const SUBTABLE: u32 = 1;
const END_OF_BLOCK: u32 = 2;
const INVALID: u32 = 3;

/** Entries: at most 143 subtables of 3 bits, and 15 of 7 bits, since each has two codes or more. */
const literalTable = memory.data(5248 * 4, 16);
const distanceTable = memory.data(2240 * 4, 16);
const lengthTable = memory.data(128 * 4, 16);

/** The lengths of the codes of a block: 288 of literals and lengths, and 32 of distances. */
const codeLengths = memory.data(320 + 16, 16);
/** How many codes have each length, and the next code of each length. */
const counts = memory.data(16 * 4, 16);
const nextCodes = memory.data(16 * 4, 16);

/** RFC 1951, 3.2.5: the base of each length (257 to 285) and distance, and their extra bits. */
const lengthBases = memory.data<u16>([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]);
const lengthExtras = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]);
const distanceBases = memory.data<u16>([
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
]);
const distanceExtras = memory.data<u8>([
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]);
/** RFC 1951, 3.2.7: the order of the lengths of the codes of code lengths. */
const lengthOrder = memory.data<u8>([16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]);

// @ts-ignore: decorator
@inline
function entryOfLiteral(symbol: i32): u32 {
  if (symbol < 256) return ONE_LITERAL | (<u32>symbol << 8);
  if (symbol === 256) return END_OF_BLOCK << KIND_SHIFT;
  if (symbol > 285) return INVALID << KIND_SHIFT;
  const i = symbol - 257;
  return (<u32>load<u16>(lengthBases + (<usize>i << 1)) << 8) | (<u32>load<u8>(lengthExtras + i) << EXTRA_SHIFT);
}

// @ts-ignore: decorator
@inline
function entryOfDistance(symbol: i32): u32 {
  if (symbol > 29) return INVALID << KIND_SHIFT;
  return (
    (<u32>load<u16>(distanceBases + (<usize>symbol << 1)) << 8) |
    (<u32>load<u8>(distanceExtras + symbol) << EXTRA_SHIFT)
  );
}

/** What a table is of. */
const OF_LITERALS: i32 = 0;
const OF_DISTANCES: i32 = 1;
const OF_LENGTHS: i32 = 2;

// @ts-ignore: decorator
@inline
function entryOf(kind: i32, symbol: i32): u32 {
  if (kind === OF_LITERALS) return entryOfLiteral(symbol);
  if (kind === OF_DISTANCES) return entryOfDistance(symbol);
  return <u32>symbol << 8;
}

// @ts-ignore: decorator
@inline
function reversed(code: u32, length: u32): u32 {
  let v = ((code & 0x5555) << 1) | ((code >> 1) & 0x5555);
  v = ((v & 0x3333) << 2) | ((v >> 2) & 0x3333);
  v = ((v & 0x0f0f) << 4) | ((v >> 4) & 0x0f0f);
  v = ((v & 0x00ff) << 8) | ((v >> 8) & 0x00ff);
  return v >> (16 - length);
}

/**
 * Builds the table of `symbols` codes whose lengths are at `lengths`.
 * @returns whether the codes are complete; a single code of one bit, and of distances none at all, are taken too, as zlib does
 */
function buildTable(kind: i32, table: usize, root: u32, lengths: usize, symbols: i32): bool {
  memory.fill(counts, 0, 64);
  for (let i = 0; i < symbols; i++) {
    const at = counts + (<usize>load<u8>(lengths + i) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  store<u32>(counts, 0);
  let longest: u32 = 0;
  let left: i32 = 1;
  let code: u32 = 0;
  for (let length: u32 = 1; length <= 15; length++) {
    const count = load<u32>(counts + (length << 2));
    store<u32>(nextCodes + (length << 2), code);
    code = (code + count) << 1;
    left = (left << 1) - <i32>count;
    if (left < 0) return false;
    if (count > 0) longest = length;
  }
  const size: u32 = 1 << root;
  if (left > 0) {
    if (kind === OF_LENGTHS || longest > 1 || (kind === OF_LITERALS && longest === 0)) return false;
    for (let i: u32 = 0; i < size; i++) store<u32>(table + (i << 2), INVALID << KIND_SHIFT);
  } else memory.fill(table, 0, size << 2);
  const more: u32 = longest > root ? longest - root : 0;
  let end = size;
  for (let i = 0; i < symbols; i++) {
    const length = <u32>load<u8>(lengths + i);
    if (length === 0) continue;
    const at = nextCodes + (length << 2);
    const next = load<u32>(at);
    store<u32>(at, next + 1);
    const code = reversed(next, length);
    const entry = entryOf(kind, i) | length;
    if (length <= root) {
      for (let k = code; k < size; k += 1 << length) store<u32>(table + (k << 2), entry);
      continue;
    }
    const leading = table + ((code & (size - 1)) << 2);
    if (load<u32>(leading) === 0) {
      store<u32>(leading, (SUBTABLE << KIND_SHIFT) | (more << EXTRA_SHIFT) | (end << 8));
      end += 1 << more;
    }
    const subtable = table + (((load<u32>(leading) >> 8) & 0x7fff) << 2);
    for (let k = code >> root; k < <u32>1 << more; k += 1 << (length - root)) store<u32>(subtable + (k << 2), entry);
  }
  return true;
}

/** Lets entries of the table of literals give a second one, if its code lies within the bits that are looked at. */
function pairLiterals(): void {
  // What is left of an index behind a code is a smaller one: its entry has not been changed yet.
  for (let i: i32 = (1 << LITERAL_BITS) - 1; i >= 0; i--) {
    const at = literalTable + (<usize>i << 2);
    const first = load<u32>(at);
    if ((first & LITERALS) === 0) continue;
    const second = load<u32>(literalTable + (<usize>(<u32>i >> (first & 63)) << 2));
    const length = (first & 63) + (second & 63);
    if ((second & LITERALS) !== ONE_LITERAL || length > <u32>LITERAL_BITS) continue;
    store<u32>(at, (2 << 24) | ((second & 0xff00) << 8) | (first & 0xff00) | length);
  }
}

/** Which codes the tables have: those of the fixed kind need not be built again. */
let fixedTables: bool = false;

function buildFixedTables(): void {
  if (fixedTables) return;
  memory.fill(codeLengths, 8, 144);
  memory.fill(codeLengths + 144, 9, 112);
  memory.fill(codeLengths + 256, 7, 24);
  memory.fill(codeLengths + 280, 8, 8);
  buildTable(OF_LITERALS, literalTable, LITERAL_BITS, codeLengths, 288);
  pairLiterals();
  memory.fill(codeLengths, 5, 32);
  buildTable(OF_DISTANCES, distanceTable, DISTANCE_BITS, codeLengths, 32);
  fixedTables = true;
}

/** Copies `length` bytes from `distance` before; up to 16 bytes more are written. */
// @ts-ignore: decorator
@inline
function copyMatch(to: usize, distance: u32, length: u32): void {
  const end = to + length;
  let from = to - distance;
  if (distance >= 16) {
    do {
      v128.store(to, v128.load(from));
      to += 16;
      from += 16;
    } while (to < end);
  } else if (distance === 1) {
    const byte = i8x16.splat(load<u8>(from));
    do {
      v128.store(to, byte);
      to += 16;
    } while (to < end);
  } else if (distance >= 8) {
    do {
      store<u64>(to, load<u64>(from));
      to += 8;
      from += 8;
    } while (to < end);
  } else {
    // Once eight bytes are there, they repeat themselves at a multiple of the distance that is eight or more.
    const head = min(end, to + 8);
    while (to < head) store<u8>(to++, load<u8>(from++));
    const period = ((7 + distance) / distance) * distance;
    from = to - period;
    while (to < end) {
      store<u64>(to, load<u64>(from));
      to += 8;
      from += 8;
    }
  }
}

/**
 * Inflates a zlib stream of `length` bytes at `from` to the place `to`.
 * @returns how many bytes it has; -1 if it is damaged or has more than `limit`
 */
export function inflate(from: usize, length: i32, to: usize, limit: i32): i32 {
  const end = from + length;
  const last = to + limit;
  if (length < 8) return -1;
  const header = (<u32>load<u8>(from) << 8) | load<u8>(from + 1);
  // Deflate with a window of 32 KB or less, no dictionary, and the check of these two bytes.
  if ((header & 0x0f00) !== 0x0800 || header > 0x7fff || (header & 0x20) !== 0 || header % 31 !== 0) return -1;
  let p = from + 2;
  let q = to;
  let bits: u64 = 0;
  let n: u32 = 0;
  for (let final: bool = false; !final; ) {
    if (p > end + 8) return -1;
    bits |= load<u64>(p) << n;
    p += 7 - (n >> 3);
    n |= 56;
    final = (bits & 1) !== 0;
    const type = <u32>(bits >> 1) & 3;
    if (type === 0) {
      p -= (n - 3) >> 3;
      if (p + 4 > end) return -1;
      const size = <u32>load<u16>(p);
      if ((size ^ load<u16>(p + 2)) !== 0xffff) return -1;
      p += 4;
      if (p + size > end || q + size > last) return -1;
      memory.copy(q, p, size);
      p += size;
      q += size;
      bits = 0;
      n = 0;
      continue;
    }
    if (type === 1) {
      bits >>= 3;
      n -= 3;
      buildFixedTables();
    } else if (type === 2) {
      const literals = (<i32>(bits >> 3) & 31) + 257;
      const distances = (<i32>(bits >> 8) & 31) + 1;
      const count = (<i32>(bits >> 13) & 15) + 4;
      if (literals > 286 || distances > 30) return -1;
      bits >>= 17;
      n -= 17;
      memory.fill(codeLengths, 0, 19);
      for (let i = 0; i < count; i++) {
        // Up to 19 lengths of 3 bits: more than the 39 that are there.
        if (i === 12) {
          bits |= load<u64>(p) << n;
          p += 7 - (n >> 3);
          n |= 56;
        }
        store<u8>(codeLengths + load<u8>(lengthOrder + i), <u32>bits & 7);
        bits >>= 3;
        n -= 3;
      }
      if (!buildTable(OF_LENGTHS, lengthTable, LENGTH_BITS, codeLengths, 19)) return -1;
      const all = literals + distances;
      for (let i = 0; i < all; ) {
        if (p > end + 8) return -1;
        bits |= load<u64>(p) << n;
        p += 7 - (n >> 3);
        n |= 56;
        const entry = load<u32>(lengthTable + ((<usize>bits & 127) << 2));
        const symbol = (entry >> 8) & 31;
        bits >>= entry & 63;
        n -= entry & 63;
        if (symbol < 16) {
          store<u8>(codeLengths + i, symbol);
          i++;
          continue;
        }
        let value: u8 = 0;
        let repeat: i32;
        let extra: u32;
        if (symbol === 16) {
          if (i === 0) return -1;
          value = load<u8>(codeLengths + i - 1);
          extra = 2;
          repeat = 3 + (<i32>bits & 3);
        } else if (symbol === 17) {
          extra = 3;
          repeat = 3 + (<i32>bits & 7);
        } else {
          extra = 7;
          repeat = 11 + (<i32>bits & 127);
        }
        bits >>= extra;
        n -= extra;
        if (i + repeat > all) return -1;
        memory.fill(codeLengths + i, value, repeat);
        i += repeat;
      }
      if (load<u8>(codeLengths + 256) === 0) return -1;
      fixedTables = false;
      if (!buildTable(OF_LITERALS, literalTable, LITERAL_BITS, codeLengths, literals)) return -1;
      pairLiterals();
      if (!buildTable(OF_DISTANCES, distanceTable, DISTANCE_BITS, codeLengths + literals, distances)) return -1;
    } else return -1;

    for (;;) {
      if (p > end + 8 || q > last) return -1;
      // As in libdeflate: there are 56 bits or more; what is above them is read again, and the same.
      bits |= load<u64>(p) << n;
      p += 7 - ((n >> 3) & 7);
      n |= 56;
      let entry = load<u32>(literalTable + ((<usize>bits & ((1 << LITERAL_BITS) - 1)) << 2));
      if ((entry & LITERALS) !== 0) {
        // Four looks take up to 48 bits.
        store<u16>(q, entry >> 8);
        q += (entry >> 24) & 3;
        bits >>= entry & 63;
        n -= entry & 63;
        entry = load<u32>(literalTable + ((<usize>bits & ((1 << LITERAL_BITS) - 1)) << 2));
        if ((entry & LITERALS) !== 0) {
          store<u16>(q, entry >> 8);
          q += (entry >> 24) & 3;
          bits >>= entry & 63;
          n -= entry & 63;
          entry = load<u32>(literalTable + ((<usize>bits & ((1 << LITERAL_BITS) - 1)) << 2));
          if ((entry & LITERALS) !== 0) {
            store<u16>(q, entry >> 8);
            q += (entry >> 24) & 3;
            bits >>= entry & 63;
            n -= entry & 63;
            entry = load<u32>(literalTable + ((<usize>bits & ((1 << LITERAL_BITS) - 1)) << 2));
            if ((entry & LITERALS) !== 0) {
              store<u16>(q, entry >> 8);
              q += (entry >> 24) & 3;
              bits >>= entry & 63;
              n -= entry & 63;
              continue;
            }
          }
        }
        bits |= load<u64>(p) << n;
        p += 7 - ((n >> 3) & 7);
        n |= 56;
      }
      if (entry >> KIND_SHIFT !== 0) {
        if (entry >> KIND_SHIFT === SUBTABLE) {
          const more = (<u32>1 << ((entry >> EXTRA_SHIFT) & 15)) - 1;
          const index = ((entry >> 8) & 0x7fff) + (<u32>(bits >> LITERAL_BITS) & more);
          entry = load<u32>(literalTable + (<usize>index << 2));
          if ((entry & LITERALS) !== 0) {
            store<u8>(q, entry >> 8);
            q++;
            bits >>= entry & 63;
            n -= entry & 63;
            continue;
          }
        }
        if (entry >> KIND_SHIFT === END_OF_BLOCK) {
          bits >>= entry & 63;
          n -= entry & 63;
          break;
        }
        if (entry >> KIND_SHIFT !== 0) return -1;
      }
      bits >>= entry & 63;
      n -= entry & 63;
      let extra = (entry >> EXTRA_SHIFT) & 15;
      const size = ((entry >> 8) & 0x7fff) + (<u32>bits & ((1 << extra) - 1));
      bits >>= extra;
      n -= extra;
      entry = load<u32>(distanceTable + ((<usize>bits & ((1 << DISTANCE_BITS) - 1)) << 2));
      if (entry >> KIND_SHIFT !== 0) {
        if (entry >> KIND_SHIFT !== SUBTABLE) return -1;
        const more = (<u32>1 << ((entry >> EXTRA_SHIFT) & 15)) - 1;
        const index = ((entry >> 8) & 0x7fff) + (<u32>(bits >> DISTANCE_BITS) & more);
        entry = load<u32>(distanceTable + (<usize>index << 2));
        if (entry >> KIND_SHIFT !== 0) return -1;
      }
      bits >>= entry & 63;
      n -= entry & 63;
      extra = (entry >> EXTRA_SHIFT) & 15;
      const distance = ((entry >> 8) & 0x7fff) + (<u32>bits & ((1 << extra) - 1));
      bits >>= extra;
      n -= extra;
      if (<usize>distance > q - to) return -1;
      copyMatch(q, distance, size);
      q += size;
    }
  }
  p -= (n & 63) >> 3;
  if (p + 4 > end || q > last || bswap(load<u32>(p)) !== adler32(to, q - to)) return -1;
  return <i32>(q - to);
}

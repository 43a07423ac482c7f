// AssemblyScript. The loops of a quick coder of deflate: see functions/shared/raster/deflate/kernel.ts, which says what they do, and
// script-kernel.ts, which does the same in JavaScript, byte for byte.

/** 286 counts of literals and lengths; four tables of literals, since one would wait for its own last store. */
const counts = memory.data(286 * 4, 16);
const counts1 = memory.data(256 * 4, 16);
const counts2 = memory.data(256 * 4, 16);
const counts3 = memory.data(256 * 4, 16);
/** 30 counts of distances. */
const distanceCounts = memory.data(30 * 4, 16);

/** For each literal its code, and from bit 16 on the bits of that. */
const literalCodes = memory.data(256 * 4, 16);
/** For each length its code with the extra bits, and from bit 24 on the bits of both. */
const lengthCodes = memory.data(259 * 4, 16);
/** For each symbol of distances its code, and from bit 16 on the bits of that. */
const distanceCodes = memory.data(30 * 4, 16);
/** For each length the symbol of its code. */
const lengthSymbols = memory.data(259 * 2, 16);

/** Of a block what follows one another: how many literals, and from bit 20 on the length of a match; then its distance. A match has 3 bytes. */
const sequences = memory.data((65536 / 3 + 2) * 8, 16);
let sequencesEnd: usize = 0;

const HASH_BITS: u32 = 13;
/** How many bytes of a match may be found again from within it. */
const INSERTED: usize = 16;
/** For each hash of five bytes, where they were seen last: 1 for the first byte of the input. */
const seen = memory.data(4 << HASH_BITS, 16);

const PLACE_BITS: u32 = 16;
/** For each hash of four bytes the last 16 bits of the place, from the first byte of the input on, where they were seen last. */
const places = memory.data(2 << PLACE_BITS, 16);
/** Bytes before the end of a block where no match begins. */
const TAIL: usize = 8;

let to: usize = 0;
let bits: u64 = 0;
let held: u32 = 0;

export function countsPlace(): usize {
  return counts;
}

export function distanceCountsPlace(): usize {
  return distanceCounts;
}

export function literalCodesPlace(): usize {
  return literalCodes;
}

export function lengthCodesPlace(): usize {
  return lengthCodes;
}

export function distanceCodesPlace(): usize {
  return distanceCodes;
}

export function lengthSymbolsPlace(): usize {
  return lengthSymbols;
}

/** Begins a stream at a place of the memory. */
export function begin(place: usize): void {
  to = place;
  bits = 0;
  held = 0;
  memory.fill(seen, 0, 4 << HASH_BITS);
}

// @ts-ignore: decorator
@inline
function increment(table: usize, byte: u32): void {
  const at = table + (byte << 2);
  store<u32>(at, load<u32>(at) + 1);
}

// @ts-ignore: decorator
@inline
function seenAt(from: usize): usize {
  const hash = load<u32>(from) * 0x9e3779b1 + load<u8>(from, 4) * 0x85ebca77;
  return seen + ((hash >> (32 - HASH_BITS)) << 2);
}

// @ts-ignore: decorator
@inline
function distanceSymbol(distance: u32): u32 {
  if (distance <= 4) return distance - 1;
  const k = 31 - clz(distance - 1);
  return 2 * k + (((distance - 1) >> (k - 1)) & 1);
}

/** How far the bytes at `from` are the same as those at `other`, before it; at most to `end`. */
// @ts-ignore: decorator
@inline
function matchEnd(from: usize, other: usize, end: usize): usize {
  while (from + 8 <= end) {
    const different = load<u64>(from) ^ load<u64>(other);
    if (different !== 0) return from + <usize>(ctz(different) >> 3);
    from += 8;
    other += 8;
  }
  while (from < end && load<u8>(from) === load<u8>(other)) {
    from++;
    other++;
  }
  return from;
}

function clearCounts(): void {
  memory.fill(counts, 0, 286 * 4);
  memory.fill(counts1, 0, 1024);
  memory.fill(counts2, 0, 1024);
  memory.fill(counts3, 0, 1024);
  memory.fill(distanceCounts, 0, 30 * 4);
}

/** Counts the symbols of a match, and writes down the literals before it and itself. */
// @ts-ignore: decorator
@inline
function addMatch(sequence: usize, literals: u32, length: u32, distance: u32): void {
  increment(counts, load<u16>(lengthSymbols + (length << 1)));
  increment(distanceCounts, distanceSymbol(distance));
  store<u32>(sequence, literals | (length << 20));
  store<u32>(sequence, distance, 4);
}

/** Cuts the bytes from `from` to `end` into literals and matches, and counts their symbols. `first` is where the input begins. */
export function count(first: usize, from: usize, end: usize): void {
  clearCounts();
  let sequence = sequences;
  let literals = from;
  if (from === first && from < end) increment(counts, load<u8>(from++));
  while (from + 16 <= end) {
    const same = i8x16.bitmask(i8x16.eq(v128.load(from), v128.load(from - 1)));
    if (popcnt(same) < 2) {
      const low = load<u64>(from);
      const high = load<u64>(from, 8);
      increment(counts, <u32>low & 255);
      increment(counts1, <u32>(low >> 8) & 255);
      increment(counts2, <u32>(low >> 16) & 255);
      increment(counts3, <u32>(low >> 24) & 255);
      increment(counts, <u32>(low >> 32) & 255);
      increment(counts1, <u32>(low >> 40) & 255);
      increment(counts2, <u32>(low >> 48) & 255);
      increment(counts3, <u32>(low >> 56));
      increment(counts, <u32>high & 255);
      increment(counts1, <u32>(high >> 8) & 255);
      increment(counts2, <u32>(high >> 16) & 255);
      increment(counts3, <u32>(high >> 24) & 255);
      increment(counts, <u32>(high >> 32) & 255);
      increment(counts1, <u32>(high >> 40) & 255);
      if ((same & 0x8000) !== 0) {
        from += 14;
        continue;
      }
      increment(counts2, <u32>(high >> 48) & 255);
      increment(counts3, <u32>(high >> 56));
      from += 16;
      continue;
    }
    const most = min(end, from + 258);
    let other = from - 1;
    let stop: usize;
    if ((same & 7) === 7) stop = matchEnd(from + 3, other + 3, most);
    else {
      const at = seenAt(from);
      other = first + load<u32>(at) - 1;
      store<u32>(at, <u32>(from - first) + 1);
      if (other < first || from - other > 32768) stop = from;
      else stop = matchEnd(from, other, most);
      if (stop - from < 5) {
        increment(counts, load<u8>(from++));
        continue;
      }
    }
    const distance = <u32>(from - other);
    const length = <u32>(stop - from);
    addMatch(sequence, <u32>(from - literals), length, distance);
    sequence += 8;
    literals = stop;
    const last = min(min(stop, from + INSERTED), end - 16);
    for (; from < last; from++) store<u32>(seenAt(from), <u32>(from - first) + 1);
    from = stop;
  }
  while (from < end) increment(counts, load<u8>(from++));
  store<u64>(sequence, end - literals);
  sequencesEnd = sequence;
  sumCounts();
}

/** Puts the four tables of literals together. */
function sumCounts(): void {
  for (let at: usize = 0; at < 1024; at += 16) {
    const sum = i32x4.add(
      i32x4.add(v128.load(counts + at), v128.load(counts1 + at)),
      i32x4.add(v128.load(counts2 + at), v128.load(counts3 + at)),
    );
    v128.store(counts + at, sum);
  }
}

// @ts-ignore: decorator
@inline
function placeOf(four: u32): usize {
  return places + (((four * 0x9e3779b1) >> (32 - PLACE_BITS)) << 1);
}

function countLiterals(from: usize, end: usize): void {
  while (from + 4 <= end) {
    const four = load<u32>(from);
    from += 4;
    increment(counts, four & 255);
    increment(counts1, (four >> 8) & 255);
    increment(counts2, (four >> 16) & 255);
    increment(counts3, four >> 24);
  }
  while (from < end) increment(counts, load<u8>(from++));
}

/** As `count`, but with a look for a match of four bytes or more at each byte. */
export function countSearched(first: usize, from: usize, end: usize): void {
  clearCounts();
  if (from === first) memory.fill(places, 0, 2 << PLACE_BITS);
  let sequence = sequences;
  let literals = from;
  while (from + TAIL <= end) {
    const four = load<u32>(from);
    const slot = placeOf(four);
    const at = <u32>(from - first);
    const distance = (at - <u32>load<u16>(slot)) & 0xffff;
    store<u16>(slot, at);
    // Bytes are compared first, as they are rarely the same: whether a place is near enough is a toss-up. There are tables before the input.
    if (load<u32>(from - distance) !== four || distance - 1 >= 32768 || distance > at) {
      from++;
      continue;
    }
    const stop = matchEnd(from + 4, from - distance + 4, min(end, from + 258));
    const length = <u32>(stop - from);
    countLiterals(literals, from);
    addMatch(sequence, <u32>(from - literals), length, distance);
    sequence += 8;
    literals = stop;
    const last = min(min(stop, from + INSERTED), end - TAIL);
    for (from++; from < last; from++) store<u16>(placeOf(load<u32>(from)), <u32>(from - first));
    from = stop;
  }
  countLiterals(literals, end);
  store<u64>(sequence, end - literals);
  sequencesEnd = sequence;
  sumCounts();
}

/** Appends up to 32 bits. */
export function put(value: u32, length: u32): void {
  bits |= <u64>value << held;
  held += length;
  store<u64>(to, bits);
  to += held >> 3;
  bits >>= held & 56;
  held &= 7;
}

/** Fills the last byte up. */
export function align(): void {
  if (held === 0) return;
  store<u8>(to++, <u8>bits);
  bits = 0;
  held = 0;
}

/** Appends bytes, at the border of a byte. */
export function copy(from: usize, length: usize): void {
  memory.copy(to, from, length);
  to += length;
}

/** Where the stream ends so far. */
export function place(): usize {
  return to;
}

/** Appends the codes of the bytes at `from` that were counted last. */
export function encode(from: usize): void {
  let out = to;
  let buffer = bits;
  let n = held;
  for (let sequence = sequences; ; sequence += 8) {
    const lengths = load<u32>(sequence);
    const stop = from + (lengths & 0xfffff);
    while (from + 4 <= stop) {
      const four = load<u32>(from);
      from += 4;
      const a = load<u32>(literalCodes + ((four & 255) << 2));
      const b = load<u32>(literalCodes + (((four >> 8) & 255) << 2));
      const c = load<u32>(literalCodes + (((four >> 16) & 255) << 2));
      const d = load<u32>(literalCodes + ((four >> 24) << 2));
      // Four codes of 14 bits, and 7 bits that are left from before.
      const low = <u64>((a & 0xffff) | ((b & 0xffff) << (a >> 16)));
      const high = <u64>((c & 0xffff) | ((d & 0xffff) << (c >> 16)));
      const half = (a >> 16) + (b >> 16);
      buffer |= (low | (high << half)) << n;
      n += half + (c >> 16) + (d >> 16);
      store<u64>(out, buffer);
      out += n >> 3;
      buffer >>= n & 56;
      n &= 7;
    }
    while (from < stop) {
      const code = load<u32>(literalCodes + (<usize>load<u8>(from++) << 2));
      buffer |= <u64>(code & 0xffff) << n;
      n += code >> 16;
      store<u64>(out, buffer);
      out += n >> 3;
      buffer >>= n & 56;
      n &= 7;
    }
    if (sequence === sequencesEnd) break;
    const distance = load<u32>(sequence, 4);
    from += lengths >> 20;
    // At most 19 bits of the length, 15 and 13 of the distance.
    const code = load<u32>(lengthCodes + ((lengths >> 20) << 2));
    buffer |= <u64>(code & 0xffffff) << n;
    n += code >> 24;
    const symbol = distanceSymbol(distance);
    const far = load<u32>(distanceCodes + (symbol << 2));
    buffer |= <u64>(far & 0xffff) << n;
    n += far >> 16;
    if (distance > 4) {
      const extra = (symbol >> 1) - 1;
      buffer |= <u64>((distance - 1) & ((1 << extra) - 1)) << n;
      n += extra;
    }
    store<u64>(out, buffer);
    out += n >> 3;
    buffer >>= n & 56;
    n &= 7;
  }
  to = out;
  bits = buffer;
  held = n;
}

/** The codes of symbols: for each its code, the bit that comes first in the stream lowest, and how many bits it has (0: it is not used). */
export interface Codes {
  readonly codes: Uint16Array;
  readonly lengths: Uint8Array;
}

/**
 * Huffman codes with a limit of their length, canonical as deflate has them (RFC 1951, 3.2.2).
 * @param counts how often each symbol comes; one that never does has no code
 * @param limit bits
 */
export function huffmanCodes(counts: ArrayLike<number>, limit: number): Codes {
  const lengths = codeLengths(counts, limit);
  return { lengths, codes: canonical(lengths) };
}

/** The most symbols that deflate has. */
const MOST = 286;
const scratch = { keys: new Float64Array(MOST), nodes: new Float64Array(MOST) };

function codeLengths(counts: ArrayLike<number>, limit: number): Uint8Array {
  const lengths = new Uint8Array(counts.length);
  let used = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    // The count first, then the symbol; both in one number, which is quickly sorted.
    if (counts[symbol]! > 0) scratch.keys[used++] = counts[symbol]! * 512 + symbol;
  }
  const keys = scratch.keys.subarray(0, used);
  if (used < 2) {
    for (const key of keys) lengths[key % 512] = 1;
    return lengths;
  }
  const depths = limited(depthsOf(keys.sort()), limit);
  // The rarest symbols have the longest codes.
  let at = 0;
  for (let length = limit; length > 0; length--) {
    for (let i = depths[length]!; i > 0; i--) lengths[keys[at++]! % 512] = length;
  }
  return lengths;
}

/**
 * How many leaves the tree has at each depth (A. Moffat, J. Katajainen: In-place calculation of minimum-redundancy codes, 1995).
 * @param keys counts times 512, ascending
 */
function depthsOf(keys: Float64Array): number[] {
  const n = keys.length;
  const a = scratch.nodes;
  for (let i = 0; i < n; i++) a[i] = Math.floor(keys[i]! / 512);
  a[0] = a[0]! + a[1]!;
  let root = 0;
  let leaf = 2;
  for (let next = 1; next < n - 1; next++) {
    if (leaf >= n || a[root]! < a[leaf]!) {
      a[next] = a[root]!;
      a[root++] = next;
    } else a[next] = a[leaf++]!;
    if (leaf >= n || (root < next && a[root]! < a[leaf]!)) {
      a[next] = a[next]! + a[root]!;
      a[root++] = next;
    } else a[next] = a[next]! + a[leaf++]!;
  }
  a[n - 2] = 0;
  for (let next = n - 3; next >= 0; next--) a[next] = a[a[next]!]! + 1;
  const depths: number[] = [0];
  let available = 1;
  let inner = 0;
  for (let depth = 0, node = n - 2; available > 0; depth++) {
    while (node >= 0 && a[node] === depth) {
      inner++;
      node--;
    }
    depths[depth] = available - inner;
    available = 2 * inner;
    inner = 0;
  }
  return depths;
}

/** Moves leaves that lie too deep upwards, and as few others downwards as make room for them. */
function limited(depths: readonly number[], limit: number): number[] {
  const result = Array.from({ length: limit + 1 }, (_, depth) => depths[depth] ?? 0);
  for (let depth = limit + 1; depth < depths.length; depth++) result[limit]! += depths[depth]!;
  let room = 0;
  for (let depth = 1; depth <= limit; depth++) room += result[depth]! * 2 ** (limit - depth);
  for (; room > 2 ** limit; room--) {
    result[limit]!--;
    let depth = limit - 1;
    while (result[depth] === 0) depth--;
    result[depth]!--;
    result[depth + 1]! += 2;
  }
  return result;
}

function canonical(lengths: Uint8Array): Uint16Array {
  const next = new Uint16Array(17);
  const counts = new Uint16Array(17);
  for (const length of lengths) if (length > 0) counts[length]!++;
  for (let length = 1; length <= 15; length++) next[length + 1] = (next[length]! + counts[length]!) << 1;
  const codes = new Uint16Array(lengths.length);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length > 0) codes[symbol] = reversed(next[length]!++, length);
  }
  return codes;
}

function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((code >> bit) & 1) << (length - 1 - bit);
  return result;
}

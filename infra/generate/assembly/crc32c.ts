// AssemblyScript. CRC32C: see functions/shared/google/crc32c.ts.

/** The Castagnoli polynomial, bits reflected (RFC 3720, appendix B.4). */
const POLYNOMIAL: u32 = 0x82f63b78;

/** Sixteen tables of 256 entries: table k advances a byte that lies k bytes before the end of a step of sixteen. */
const tables = memory.data(16 * 1024, 16);
let built: bool = false;

function build(): void {
  for (let byte: u32 = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >> 1) ^ POLYNOMIAL : value >> 1;
    store<u32>(tables + (byte << 2), value);
  }
  for (let at = tables + 1024; at < tables + 16 * 1024; at += 4) {
    const value = load<u32>(at - 1024);
    store<u32>(at, (value >> 8) ^ load<u32>(tables + ((value & 255) << 2)));
  }
  built = true;
}

/** What four bytes are advanced to, the last of which lies `k` bytes before the end. */
// @ts-ignore: decorator
@inline
function advanced(word: u32, k: usize): u32 {
  const at = tables + (k << 10);
  return (
    load<u32>(at + 3072 + ((word & 255) << 2)) ^
    load<u32>(at + 2048 + (((word >> 8) & 255) << 2)) ^
    load<u32>(at + 1024 + (((word >> 16) & 255) << 2)) ^
    load<u32>(at + ((word >> 24) << 2))
  );
}

/** The checksum of `length` bytes at `from` that follow others with the checksum `previous`. */
export function crc32c(from: usize, length: usize, previous: u32): u32 {
  if (!built) build();
  const end = from + length;
  let crc = ~previous;
  for (; from + 16 <= end; from += 16) {
    // The words that do not wait for the step before are advanced first.
    const later =
      advanced(load<u32>(from, 4), 8) ^ advanced(load<u32>(from, 8), 4) ^ advanced(load<u32>(from, 12), 0);
    crc = later ^ advanced(load<u32>(from) ^ crc, 12);
  }
  for (; from < end; from++) crc = (crc >> 8) ^ load<u32>(tables + (((crc ^ load<u8>(from)) & 255) << 2));
  return ~crc;
}

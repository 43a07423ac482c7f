/** Apple's run-length code (TIFF 6.0, section 9): n < 128 is followed by n + 1 bytes, n > 128 by one that stands 257 - n times. */
export function decodePackBits(bytes: Uint8Array, size: number): Uint8Array {
  const output = new Uint8Array(size);
  let written = 0;
  for (let at = 0; at < bytes.length && written < size; ) {
    const n = bytes[at++]!;
    if (n < 128) {
      const end = Math.min(at + n + 1, bytes.length, at + size - written);
      output.set(bytes.subarray(at, end), written);
      written += end - at;
      at += n + 1;
    } else if (n > 128) {
      const end = Math.min(written + 257 - n, size);
      output.fill(bytes[at++] ?? 0, written, end);
      written = end;
    }
  }
  return output.subarray(0, written);
}

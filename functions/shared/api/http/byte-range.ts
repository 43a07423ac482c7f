/** Bytes from `begin` until before `end`. */
export interface ByteRange {
  readonly begin: number;
  readonly end: number;
}

/**
 * Reads a `Range` header for contents of `size` bytes (RFC 9110, section 14): undefined where there is none or where it
 * is not understood (the whole is sent then), 'unsatisfiable' where it lies outside (416).
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const match = header === undefined ? null : /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (!match) return undefined;
  const [, first, last] = match as unknown as [string, string, string];
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { begin: size - length, end: size };
  }
  const begin = Number(first);
  if (last !== '' && Number(last) < begin) return undefined;
  if (begin >= size) return 'unsatisfiable';
  return { begin, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}

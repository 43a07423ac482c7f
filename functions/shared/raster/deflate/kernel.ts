/**
 * The loops of the quick coder (`deflateQuickly`), which see every byte: in WebAssembly or in JavaScript, with the same result. A kernel takes
 * one input to one stream.
 *
 * Where at least two of the next 16 bytes are the same as the ones before them there is something to be found: a run of three bytes or more
 * that repeat the last one, or a match of five bytes or more with the place where the next five were seen last. All else, and the last 15
 * bytes of a block, are literals: in measurements most bytes are noise, and searching there would take most of the time.
 *
 * With `search` a match of four bytes or more is looked for at each byte, at the one place where the next four were seen last.
 */
export interface Kernel {
  /** The bytes to be deflated: to be filled by whoever opens the kernel, before anything else is opened. */
  readonly input: Uint8Array;
  /** Cuts the bytes from `from` to `end` into literals and matches, and counts their symbols. */
  count(from: number, end: number, search: boolean): Counts;
  /** Appends up to 16 bits to the stream, the lowest first. */
  put(value: number, bits: number): void;
  /** Fills the last byte with zeros. */
  align(): void;
  /** Appends bytes of the input, at the border of a byte. */
  copy(from: number, end: number): void;
  /** Appends the codes of the bytes that were counted last, which begin at `from`. */
  encode(from: number, tables: CodeTables): void;
  /** Adler-32 of the input. */
  checksum(): number;
  /** The stream, as an array of its own. */
  take(): Uint8Array;
}

/** How often each symbol of literals and lengths comes, and each of distances. */
export interface Counts {
  readonly literals: Uint32Array;
  readonly distances: Uint32Array;
}

/** What is written for literals and matches. */
export interface CodeTables {
  /** For each literal its code, and from bit 16 on the number of its bits, 14 at most. */
  readonly literals: Uint32Array;
  /** For each length of a match its code and extra bits, and from bit 24 on the number of bits. */
  readonly lengths: Uint32Array;
  /** For each symbol of distances its code, and from bit 16 on the number of its bits. */
  readonly distances: Uint32Array;
}

import { WASM_CODE } from './wasm-code.ts';

/** What is used of WebAssembly, which the types of Node leave to those of browsers. */
declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

/** What `infra/generate/assembly` exports; places and sizes are bytes of its memory. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  base(): number;
  inflate(from: number, length: number, to: number, limit: number): number;
  adler32(from: number, length: number): number;
  crc32c(from: number, length: number, previous: number): number;
  floatDifferences(at: number, rows: number, samples: number, stride: number): void;
  floatSums(at: number, rows: number, samples: number, stride: number): void;
  longestRow(): number;
  bandsPlace(): number;
  mostPixels(): number;
  spreadFourBands(from: number, pixels: number, differences: boolean): void;
  countsPlace(): number;
  distanceCountsPlace(): number;
  literalCodesPlace(): number;
  lengthCodesPlace(): number;
  distanceCodesPlace(): number;
  lengthSymbolsPlace(): number;
  count(first: number, from: number, end: number): void;
  countSearched(first: number, from: number, end: number): void;
  encode(from: number): void;
  begin(place: number): void;
  put(value: number, bits: number): void;
  align(): void;
  copy(from: number, length: number): void;
  place(): number;
}

/** Bytes behind whatever the codec reads and writes, which it may read and write too: MARGIN in `assembly/inflate.ts`. */
const MARGIN = 512;
/** The most bytes that are kept as room for the codec. */
const MOST = 32 * 1024 * 1024;
const PAGE = 65_536;
/** What is laid over the memory may have samples of eight bytes; SIMD likes 16. */
const ALIGNMENT = 64;

/** The codec in WebAssembly, with memory for one input and one output at a time. One for each thread. */
export class Assembly {
  readonly code: Exports;
  readonly #base: number;

  constructor() {
    const module = new WebAssembly.Module(Buffer.from(WASM_CODE, 'base64'));
    this.code = new WebAssembly.Instance(module, {}).exports as Exports;
    this.#base = aligned(this.code.base());
  }

  /**
   * Room for an input of so many bytes, and an output. What was there before is lost.
   * @returns where they begin; undefined if they are too large
   */
  room(input: number, output: number): { readonly input: number; readonly output: number } | undefined {
    if (input + output > MOST) return undefined;
    const { memory } = this.code;
    const place = aligned(this.#base + input + MARGIN);
    const missing = place + output + MARGIN - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return { input: this.#base, output: place };
  }

  /** Where bytes lie, if they are a part of the memory. */
  placeOf({ buffer, byteOffset }: Uint8Array): number | undefined {
    return buffer === this.code.memory.buffer ? byteOffset : undefined;
  }

  /** A part of the memory. It is good until more room is asked for. */
  bytes(from: number, length: number): Uint8Array {
    return new Uint8Array(this.code.memory.buffer, from, length);
  }
}

function aligned(place: number): number {
  return Math.ceil(place / ALIGNMENT) * ALIGNMENT;
}

let loaded: Assembly | undefined | 'none';

/** The codec of this thread; undefined where there is no WebAssembly, or none with SIMD. */
export function assembly(): Assembly | undefined {
  loaded ??= load();
  return loaded === 'none' ? undefined : loaded;
}

function load(): Assembly | 'none' {
  try {
    return new Assembly();
  } catch {
    return 'none';
  }
}

import { type Assembly, assembly } from '../assembly/assembly.ts';

/** Rows of floats in WebAssembly's memory, where predictor 3 is applied and undone at once. */
export interface PlaceOfRows {
  readonly code: Assembly['code'];
  readonly at: number;
  readonly rows: number;
}

/**
 * Where rows of floats are, if WebAssembly can apply predictor 3 to them and undo it.
 * @param samples a row
 * @param size bytes a sample
 */
export function placeOfRows(bytes: Uint8Array, samples: number, size: number): PlaceOfRows | undefined {
  const wasm = assembly();
  const at = wasm?.placeOf(bytes);
  if (!wasm || at === undefined) return undefined;
  if (size !== 4 || samples % 16 !== 0 || samples * size > wasm.code.longestRow()) return undefined;
  return { code: wasm.code, at, rows: Math.floor(bytes.length / (samples * size)) };
}

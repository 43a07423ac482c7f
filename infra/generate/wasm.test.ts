import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MODULE, wasmModule } from './wasm.ts';

it("the product's WebAssembly is what its sources give", async () => {
  expect(readFileSync(MODULE, 'utf8')).toBe(await wasmModule());
});

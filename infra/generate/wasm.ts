import { main } from 'assemblyscript/asc';

/** Where the sources are, and the module that the product reads. */
export const ASSEMBLY = 'infra/generate/assembly/index.ts';
export const MODULE = new URL('../../functions/shared/assembly/wasm-code.ts', import.meta.url);

/** Compiles the sources in `assembly/` (AssemblyScript) to the text of the module that holds their WebAssembly. */
export async function wasmModule(): Promise<string> {
  let code: Uint8Array | undefined;
  const options = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort='];
  const { error, stderr } = await main([ASSEMBLY, '--outFile', 'codec.wasm', ...options], {
    writeFile(_name, contents) {
      code = contents as Uint8Array;
    },
  });
  if (error || !code) throw new Error(`${error?.message ?? 'Nothing was compiled.'}\n${stderr.toString()}`);
  const lines =
    Buffer.from(code)
      .toString('base64')
      .match(/.{1,110}/g) ?? [];
  return `/** WebAssembly in base64: compiled from infra/generate/assembly by \`npm run reference\`. */
export const WASM_CODE = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`;
}

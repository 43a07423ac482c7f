import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build, type InlineConfig } from 'vite';

/** `npm run console`: builds the web console into dist/console, compresses it, and says how large it is. */

const SOURCE = fileURLToPath(new URL('src/', import.meta.url));
const ROOT = fileURLToPath(new URL('.', import.meta.url));

/** Builds the console into a folder. @returns its files, with their sizes in bytes as they are and with gzip */
export async function buildConsole(folder: string): Promise<{ name: string; size: number; gzip: number }[]> {
  const configFile = join(ROOT, 'vite.config.ts');
  await build({ configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const frame = await script(folder, 'sandbox/frame.ts');
  const worker = await script(folder, 'sandbox/worker.ts');
  writeFileSync(join(folder, 'sandbox.html'), sandboxPage(frame, worker));
  return globSync('**/*.{html,js,mjs,css,svg}', { cwd: folder })
    .toSorted()
    .map((name) => compressed(folder, name));
}

/** One script with all that it needs: a frame without an origin cannot import. @returns its name */
async function script(folder: string, entry: string): Promise<string> {
  const options: InlineConfig = {
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      // The names in the client's functions are those of their arguments: they stay.
      minify: false,
      rolldownOptions: {
        input: join(SOURCE, entry),
        output: { format: 'iife', minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } } },
        // The client's own use of eval, for JSON of old browsers.
        checks: { eval: false },
      },
    },
  };
  const [{ output }] = [await build(options)].flat() as unknown as [{ output: { code: string }[] }];
  const { code } = output[0]!;
  const hash = createHash('sha256').update(code).digest('base64url').slice(0, 8);
  const name = `assets/${entry.replace(/^.*\/|\.ts$/g, '')}-${hash}.js`;
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, name), code);
  return name;
}

function sandboxPage(frame: string, worker: string): string {
  return `<!doctype html>
<html lang="en" data-worker="./${worker}">
  <head>
    <meta charset="utf-8" />
    <title>Terrane: the sandbox of a script</title>
  </head>
  <body>
    <script src="./${frame}"></script>
  </body>
</html>
`;
}

function compressed(folder: string, name: string): { name: string; size: number; gzip: number } {
  const bytes = readFileSync(join(folder, name));
  const gzip = gzipSync(bytes, { level: 9 });
  writeFileSync(join(folder, `${name}.gz`), gzip);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
  return { name, size: bytes.length, gzip: gzip.length };
}

if (import.meta.main) {
  const files = await buildConsole(fileURLToPath(new URL('../dist/console', import.meta.url)));
  for (const { name, size, gzip } of files) {
    console.log(`${name.padEnd(48)} ${String(size).padStart(9)} ${String(gzip).padStart(8)} with gzip`);
  }
  console.log(`${files.reduce((sum, { gzip }) => sum + gzip, 0)} bytes in all with gzip`);
}

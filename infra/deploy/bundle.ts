import { globSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path/posix';
import { rolldown } from 'rolldown';
import { ROOT } from './compile.ts';

/** What is started by its name: the functions, and the code of threads. */
const ENTRIES = ['functions/main.js', 'functions/shared/jobs/threads/worker.js'];

/** Packages that become part of the bundles: small modules of plain JavaScript, of which some have hundreds. */
const TAKEN = ['jsts', 'lru-cache', 'zod'];

/** A file of a bundle, and its place. */
interface Written {
  readonly path: string;
  readonly code: string;
}

/**
 * Bundles the programs of a build in the places of their entries, and removes the modules that they consist of: a function that starts cold reads a few
 * files instead of a thousand, which takes two thirds of the processor's time. What is no JavaScript stays where it is.
 * @param folder of the build, with slashes
 */
export async function bundlePrograms(folder: string): Promise<void> {
  const bundles = await Promise.all(ENTRIES.map((entry) => bundleOf(join(folder, entry))));
  for (const file of globSync('functions/**/*.js', { cwd: folder })) rmSync(join(folder, file));
  for (const { path, code } of bundles.flat()) writeFileSync(path, code);
}

async function bundleOf(entry: string): Promise<Written[]> {
  const folder = dirname(entry);
  const bundle = await rolldown({
    input: entry,
    platform: 'node',
    // Without the paths of modules, which are of this machine.
    experimental: { attachDebugInfo: 'none' },
    external: (id) => /^(node:|@?\w)/.test(id) && !TAKEN.some((name) => id === name || id.startsWith(`${name}/`)),
    // Taken packages are those of this repository, whose folder the build need not be in.
    resolve: { modules: [join(ROOT.replaceAll('\\', '/'), 'node_modules')] },
    plugins: [
      {
        name: 'places of modules',
        // Modules look for files, and threads for their code, beside themselves.
        transform(code, module) {
          const place = `new URL('./${relative(folder, module)}', import.meta.url).href`;
          return code.includes('import.meta.url') ? code.replaceAll('import.meta.url', place) : undefined;
        },
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm', chunkFileNames: '[name]-[hash].js' });
  return output.map((file) => {
    if (file.type !== 'chunk') throw new Error(`${file.fileName} is no JavaScript.`);
    return { path: join(folder, file.fileName), code: file.code };
  });
}

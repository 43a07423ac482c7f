import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { copyConsole } from '../console/copy-console.ts';
import { bundlePrograms } from './bundle.ts';
import { compile, ROOT } from './compile.ts';

/** Files of the repository that the buildpack needs besides the built code: what to install, and the licence. */
const PLAIN = ['package.json', 'package-lock.json', 'LICENSE'];

/** The time of all entries: the same code gives the same archive, whenever and wherever it is built. */
const TIME = new Date(1980, 0, 1);

/**
 * The archive of the functions that Cloud Build makes an image of: the built JavaScript, the web console, and what says which packages it needs. Builds it
 * anew, so that nothing of an earlier build is left in it, and without looking at types: `npm run archive` does that before.
 * @throws if the code does not compile
 */
export async function makeArchive(): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'terrane-build-'));
  try {
    compile('tsconfig.build.json', join(folder, 'dist'));
    await bundlePrograms(join(folder, 'dist').replaceAll('\\', '/'));
    await copyConsole(join(folder, 'dist/console'));
    const built = globSync('dist/**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
    const files = [
      ...PLAIN.map((name) => [name, readFileSync(join(ROOT, name))] as const),
      ...built.map(({ parentPath, name }) => {
        const path = join(parentPath, name);
        return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path)] as const;
      }),
    ];
    return zipSync(Object.fromEntries(files.toSorted(([a], [b]) => (a < b ? -1 : 1))), { level: 9, mtime: TIME });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { CONSOLE_FOLDER, MARK, makeConsole } from '../console/make-console.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

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
  await makeConsole();
  const folder = mkdtempSync(join(tmpdir(), 'terrane-build-'));
  try {
    compile(join(folder, 'dist'));
    cpSync(CONSOLE_FOLDER, join(folder, 'dist/console'), { recursive: true });
    rmSync(join(folder, 'dist/console', MARK));
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

function compile(outDir: string): void {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const options = ['-p', 'tsconfig.build.json', '--outDir', outDir, '--sourceMap', 'false', '--noCheck'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, ...options], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The code does not compile:\n${stdout}${stderr}`);
}

import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Where the console is built. */
export const CONSOLE_FOLDER = join(ROOT, 'dist/console');

/** The file with the digest of the sources that a console was built from. */
export const MARK = 'built-from';
const MARKED = join(CONSOLE_FOLDER, MARK);

/**
 * Builds the web console where it has not been built from what is there now: seconds, and nothing the next time. Without its sources, as in a
 * package that has been installed, the console that came with them is served.
 */
export async function makeConsole(): Promise<void> {
  const sources = globSync(['{console,scripting}/**/*', 'package-lock.json'], { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
  if (!sources.some((path) => path.endsWith('build.ts'))) return;
  const hash = createHash('sha256');
  for (const path of sources) hash.update(path.slice(ROOT.length)).update(readFileSync(path));
  const digest = hash.digest('hex');
  const isBuilt = () => existsSync(MARKED) && readFileSync(MARKED, 'utf8') === digest;
  if (isBuilt()) return;
  // Beside it, so that it is there as a whole or not at all.
  const fresh = `${CONSOLE_FOLDER}-${process.pid}`;
  const { buildConsole } = await import('../../console/build.ts');
  await buildConsole(fresh);
  writeFileSync(join(fresh, MARK), digest);
  // Another process may have been quicker.
  if (!isBuilt()) {
    rmSync(CONSOLE_FOLDER, { recursive: true, force: true });
    renameSync(fresh, CONSOLE_FOLDER);
  }
  rmSync(fresh, { recursive: true, force: true });
}

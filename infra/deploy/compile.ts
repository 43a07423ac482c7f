import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Compiles the code to JavaScript, without looking at types.
 * @param project the file that says what is compiled
 * @throws if it does not compile
 */
export function compile(project: string, outDir: string): void {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const options = ['-p', project, '--outDir', outDir, '--sourceMap', 'false', '--noCheck'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler, ...options], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The code does not compile:\n${stdout}${stderr}`);
}

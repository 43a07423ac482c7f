import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CONSOLE_FOLDER, MARK, makeConsole } from './make-console.ts';

/** Builds the web console where that is needed, and copies it. */
export async function copyConsole(folder: string): Promise<void> {
  await makeConsole();
  rmSync(folder, { recursive: true, force: true });
  cpSync(CONSOLE_FOLDER, folder, { recursive: true });
  rmSync(join(folder, MARK));
}

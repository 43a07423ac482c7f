import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The form of what is stored: another number wherever records that were stored before cannot be read any more. */
const VERSION = '2';

/**
 * Marks a folder as one with state of this version.
 * @throws Error if there is state of another version in it: it would be misread later, request by request
 */
export function claimStateFolder(folder: string): void {
  const mark = join(folder, 'version');
  mkdirSync(folder, { recursive: true });
  const found = existsSync(mark) ? readFileSync(mark, 'utf8').trim() : readdirSync(folder).length === 0 ? VERSION : '1';
  if (found !== VERSION) {
    throw new Error(
      `The state in ${folder} was written by another version of Terrane (${found}; this one writes ${VERSION}). Move the folder away, or name another one in TERRANE_DATA; assets have to be imported again.`,
    );
  }
  writeFileSync(mark, `${VERSION}\n`);
}

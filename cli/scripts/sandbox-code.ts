import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure } from '../failure.ts';

/** Where the console has been built, seen from the sources and from the package. */
const FOLDERS = ['../../dist/console/', '../../console/'];

/** The sandbox of scripts, as the console was built: the official client, and what the Code Editor has beside it. @throws Failure */
export function sandboxCode(): string {
  for (const candidate of FOLDERS) {
    const folder = new URL(candidate, import.meta.url);
    const page = readIfThere(new URL('sandbox.html', folder));
    const [, name] = /data-worker="([^"]+)"/.exec(page ?? '') ?? [];
    const code = name === undefined ? undefined : readIfThere(new URL(name, folder));
    if (code !== undefined) return code;
  }
  throw new Failure('Scripts are run by what the web console is built to, which is not there: npm run console.');
}

function readIfThere(url: URL): string | undefined {
  try {
    return readFileSync(fileURLToPath(url), 'utf8');
  } catch {
    return undefined;
  }
}

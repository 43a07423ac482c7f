import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the web console, with its compressed forms. */
export interface ConsoleFile {
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly gzip: Uint8Array | undefined;
  readonly brotli: Uint8Array | undefined;
  /** Whether its name has a hash of its bytes: it never changes then. */
  readonly hashed: boolean;
  /** Of its bytes. */
  readonly etag: string;
}

const TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=UTF-8',
  '.js': 'text/javascript; charset=UTF-8',
  '.mjs': 'text/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=UTF-8',
  '.txt': 'text/plain; charset=UTF-8',
};

/** Where `npm run console` writes, seen from the sources, and from the compiled functions. */
const FOLDERS = ['../../../dist/console/', '../../../console/'];

/** Reads the console by the paths of its files: `/` is its page. Empty where it has not been built. */
export function readConsole(): ReadonlyMap<string, ConsoleFile> {
  for (const candidate of FOLDERS) {
    const folder = fileURLToPath(new URL(candidate, import.meta.url));
    const names = filesIn(folder);
    if (names.includes('index.html'))
      return new Map(names.filter(isServed).map((name) => [pathOf(name), fileOf(folder, name)]));
  }
  return new Map();
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, '/'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function isServed(name: string): boolean {
  return extname(name) in TYPES;
}

function pathOf(name: string): string {
  return name === 'index.html' ? '/' : `/${name}`;
}

function fileOf(folder: string, name: string): ConsoleFile {
  const path = join(folder, name);
  const bytes = readFileSync(path);
  return {
    contentType: TYPES[extname(name)] ?? '',
    bytes,
    gzip: readIfThere(`${path}.gz`),
    brotli: readIfThere(`${path}.br`),
    hashed: name.startsWith('assets/'),
    etag: `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`,
  };
}

function readIfThere(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

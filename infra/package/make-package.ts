import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { copyConsole } from '../console/copy-console.ts';
import { compile, ROOT } from '../deploy/compile.ts';

/** What the package's `package.json` takes from the repository's. */
const TAKEN = [
  'name',
  'version',
  'description',
  'license',
  'type',
  'main',
  'engines',
  'dependencies',
  'peerDependencies',
  'peerDependenciesMeta',
] as const;

const COMMAND = 'dist/cli/bin.js';

/** The file that npm has made, and the names of what is in it. */
export interface Package {
  readonly file: string;
  readonly names: readonly string[];
}

/**
 * Makes the package for npm: the command line, the server and the local cloud as JavaScript, the web console, and the samples.
 * @param folder where the file is written
 */
export async function makePackage(folder: string): Promise<Package> {
  const staging = mkdtempSync(join(tmpdir(), 'terrane-package-'));
  try {
    compile('tsconfig.package.json', join(staging, 'dist'));
    await copyConsole(join(staging, 'dist/console'));
    cpSync(join(ROOT, 'samples'), join(staging, 'dist/samples'), { recursive: true });
    for (const name of ['README.md', 'LICENSE']) cpSync(join(ROOT, name), join(staging, name));
    chmodSync(join(staging, COMMAND), 0o755);
    writeFileSync(join(staging, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
    return pack(staging, resolve(folder));
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function manifest(): object {
  const whole = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly [field: string]: unknown };
  return {
    ...Object.fromEntries(TAKEN.map((field) => [field, whole[field]])),
    keywords: ['earth engine', 'remote sensing', 'geotiff', 'cog', 'gis', 'serverless'],
    bin: { terrane: COMMAND },
    files: ['dist'],
    publishConfig: { access: 'public', provenance: true },
  };
}

function pack(staging: string, folder: string): Package {
  const { status, stdout, stderr } = spawnSync('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: staging,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm pack failed:\n${stderr}`);
  const told = JSON.parse(stdout) as Packed[] | { readonly [name: string]: Packed };
  const [{ filename, files }] = Object.values(told);
  return { file: join(folder, filename), names: files.map(({ path }) => path) };
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

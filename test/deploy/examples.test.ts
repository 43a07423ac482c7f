import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The worked examples of tests of scripts, and of containers, as far as they can be run here. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TERRANE = `${process.execPath} ${join(ROOT, 'cli/bin.ts')}`;
const PYTHON = process.env['TERRANE_TEST_PYTHON'] ?? '/usr/bin/python3';
const HAS_PYTEST = spawnSync(PYTHON, ['-m', 'pytest', '--version']).status === 0;

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'terrane-examples-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return new Promise<{ code: number; out: string }>((resolve) => {
    execFile(command, args, { cwd: ROOT, env: { ...process.env, ...env } }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out: out + err }),
    );
  });
}

describe.skipIf(!HAS_PYTEST)('the fixtures for pytest (skipped where that is not)', () => {
  const pytest = ['-m', 'pytest', '-p', 'no:cacheprovider', 'examples/pytest'];

  it('use the server of terrane exec', async () => {
    const { code, out } = await run('sh', ['-c', `${TERRANE} exec -- ${PYTHON} ${pytest.join(' ')}`]);
    expect([code, out]).toEqual([0, expect.stringMatching(/(3 passed|1 passed, 2 skipped)/)]);
  }, 120_000);

  it('start one themselves, and end it', async () => {
    const { code, out } = await run(PYTHON, [...pytest, '-k', 'samples'], { TERRANE_COMMAND: TERRANE, TMPDIR: folder });
    expect([code, out]).toEqual([0, expect.stringContaining('1 passed')]);
    expect(readdirSync(folder).filter((name) => name.startsWith('terrane-pytest'))).toEqual([]);
  }, 120_000);
});

describe('the GitHub Action', () => {
  const text = read('action.yml');
  const [, script = ''] = /\n {6}run: \|\n((?: {8}.*\n)+)$/.exec(text) ?? [];

  it('takes what it describes, and writes none of it into a script', () => {
    const described = [...text.slice(0, text.indexOf('\nruns:')).matchAll(/^ {2}([a-z-]+):$/gm)].map(
      ([, name]) => name,
    );
    const used = [...text.matchAll(/\$\{\{ inputs\.([a-z-]+) \}\}/g)].map(([, name]) => name);
    expect(described.filter((name) => used.includes(name)).toSorted()).toEqual(used.toSorted());
    expect(used).toEqual(expect.arrayContaining(['run', 'version', 'catalog']));
    expect(script).not.toContain('${{');
    const example = read('examples/github-action/earth-engine-tests.yml');
    const given = [...example.slice(example.indexOf('terrane-project/')).matchAll(/^ {10}([a-z-]+):/gm)];
    for (const [, name] of given) expect(described).toContain(name);
  });

  it('runs a command beside a server, with stand-ins, and fails with it', async () => {
    // Installed already.
    writeFileSync(join(folder, 'npm'), '#!/bin/sh\necho "$@"\n');
    writeFileSync(join(folder, 'terrane'), `#!/bin/sh\nexec ${TERRANE} "$@"\n`);
    for (const name of ['npm', 'terrane']) chmodSync(join(folder, name), 0o755);
    const action = (command: string) =>
      run('bash', ['-eo', 'pipefail', '-c', script], {
        PATH: `${folder}:${process.env['PATH']}`,
        TERRANE_PACKAGE: '0.1.0',
        TERRANE_RUN: command,
        TERRANE_CATALOG: 'TIGER/2018/States USDOS/LSIB_SIMPLE/2017',
      });
    const { code, out } = await action('terrane asset ls projects/earthengine-public/assets/TIGER/2018; exit 3');
    expect(out).toContain('install --global --no-audit --no-fund terrane@0.1.0');
    expect(out).toContain('projects/earthengine-public/assets/TIGER/2018/States');
    expect(code).toBe(3);
  }, 120_000);
});

describe('the container', () => {
  const lines = read('Dockerfile')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line));
  const instructions = lines.map((line) => line.split(' ')[0]);
  const last = lines.slice(instructions.lastIndexOf('FROM'));

  it('is built in two stages of a version that is named, and has nothing of the first but what is installed', () => {
    const stages = lines.filter((line) => line.startsWith('FROM'));
    expect(stages).toHaveLength(2);
    for (const stage of stages) expect(stage).toMatch(/^FROM node:\d+-slim( AS \w+)?$/);
    expect(last.filter((line) => line.startsWith('COPY'))).toEqual(['COPY --from=build /installed /usr/local']);
    expect(instructions).not.toContain('ADD');
    expect(lines.join('\n')).not.toMatch(/curl|wget|sudo|TOKEN|SECRET/);
  });

  it('runs as somebody who is not root, and can be asked whether it is well', async () => {
    const at = (name: string) => last.findIndex((line) => line.startsWith(name));
    expect(at('USER')).toBeGreaterThan(0);
    expect(last[at('USER')]).toBe('USER node');
    expect(at('ENTRYPOINT')).toBeGreaterThan(at('USER'));
    expect(last.some((line) => /^(ENTRYPOINT|CMD) [^[]/.test(line))).toBe(false);
    const [, check = '[]'] = /CMD (\[.*\])$/.exec(last[at('HEALTHCHECK')]) ?? [];
    const [command, ...args] = JSON.parse(check) as string[];
    expect(command).toBe('node');
    // Nobody listens there, or somebody who is no Terrane: it is not well then.
    const sick = args.map((arg) => arg.replace('127.0.0.1:8080', '127.0.0.1:9'));
    expect((await run(process.execPath, sick)).code).toBe(1);
  });

  it('says of all files what the image is not made of', () => {
    const ignored = read('.dockerignore').split('\n');
    for (const name of ['.git', 'node_modules', '.terrane']) expect(ignored).toContain(name);
  });

  it('gives its command options that there are', () => {
    const [, command = '[]'] = /^CMD (\[.*\])$/.exec(last.at(-1) ?? '') ?? [];
    const [name = '', ...args] = JSON.parse(command) as string[];
    const help = spawnSync(process.execPath, [join(ROOT, 'cli/bin.ts'), name, '--help'], { encoding: 'utf8' }).stdout;
    for (const option of args.filter((arg) => arg.startsWith('--'))) expect(help).toContain(option);
  });
});

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePackage, type Package } from '../../infra/package/make-package.ts';
import { HAS_BROWSER, openPage, startBrowser } from '../console/browser.ts';

const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));

let folder: string;
let made: Package;
let command: string;

/** The package as npm installs it in an empty folder; what it depends on is linked instead of installed, to be quick. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'terrane-installed-'));
  made = await makePackage(folder);
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'terrane'), { recursive: true });
  for (const name of readdirSync(PACKAGES)) symlinkSync(join(PACKAGES, name), join(modules, name));
  const tar = spawn('tar', ['-xzf', made.file, '-C', join(modules, 'terrane'), '--strip-components=1']);
  expect((await once(tar, 'exit'))[0]).toBe(0);
  command = join(modules, 'terrane/dist/cli/bin.js');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the script that the editor has at first, in a browser. */
async function runExample(address: string): Promise<void> {
  const browser = await startBrowser();
  try {
    const { page, complaints } = await openPage(browser, address);
    await page.getByRole('button', { name: 'landsat7-olinda', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('log').getByText('Mean NDVI').waitFor();
    await page.locator('.layer[data-state=ready]').first().waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
}

function run(...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], { cwd: folder }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out: out + err }),
    );
  });
}

describe('the package', () => {
  it('has the command line, the server, the local cloud, the console and the samples, and nothing else', () => {
    const parts = new Set(made.names.map((name) => /^dist\/[^/]+(?=\/)|^[^/]+$/.exec(name)?.[0]));
    expect([...parts].toSorted()).toEqual(
      [
        'LICENSE',
        'README.md',
        'package.json',
        'dist/cli',
        'dist/console',
        'dist/functions',
        'dist/infra',
        'dist/samples',
        'dist/scripting',
      ].toSorted(),
    );
    expect(made.names.filter((name) => /\.test\.|\.testing\.|\.ts$|\.map$|built-from/.test(name))).toEqual([]);
    expect(statSync(made.file).size).toBeLessThan(8_000_000);
  });

  it('needs what the repository needs to run, and nothing to build', () => {
    const own = JSON.parse(readFileSync(join(folder, 'node_modules/terrane/package.json'), 'utf8'));
    const whole = JSON.parse(readFileSync(join(PACKAGES, '../package.json'), 'utf8'));
    expect(own).toMatchObject({
      name: 'terrane',
      version: whole.version,
      engines: whole.engines,
      dependencies: whole.dependencies,
    });
    expect(own).not.toHaveProperty('devDependencies');
    expect(own).not.toHaveProperty('scripts');
  });

  it('serves, and prints the addresses of both endpoints; at the first there is a console', async () => {
    const child = spawn(process.execPath, [command, 'serve', '--port', '0', '--data', join(folder, 'data')]);
    let out = '';
    for await (const bytes of child.stdout) {
      out += String(bytes);
      if (out.split('\n').length > 3) break;
    }
    const addresses = out.match(/https?:\/\/\S+/g) ?? [];
    const local = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(addresses).toEqual([local, local]);
    expect(addresses[1]).not.toBe(addresses[0]);
    const [address = ''] = addresses;
    expect((await fetch(address)).headers.get('content-type')).toBe('text/html; charset=UTF-8');
    if (HAS_BROWSER) await runExample(address);
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    expect(child.exitCode).toBe(0);
  }, 120_000);

  it('demonstrates itself beside a fresh server with the samples', async () => {
    const { code, out } = await run('demo', '--out', 'shown');
    expect(code, out).toBe(0);
    expect(out).toMatch(/Mean NDVI\n\{ NDVI: -?0\.\d+ \}/);
    expect(out).toContain('Exported: projects/terrane-demo/assets/ndvi');
    expect((await sharp(join(folder, 'shown/map.png')).metadata()).format).toBe('png');
  }, 60_000);
});

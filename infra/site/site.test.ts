import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from './build.ts';
import { render } from './render.ts';

let folder: string;
let names: string[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'terrane-site-'));
  names = buildSite(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('the site', () => {
  it('has every page, and all pages lead to each other', () => {
    expect(names).toEqual(expect.arrayContaining(['index.html', 'cli.html', 'algorithms.html', 'changelog.html']));
    for (const name of names) {
      expect(read('cli.html'), name).toContain(`<a href="${name}"`);
      expect(read(name)).toMatch(/<title>[^<·]+ · Terrane<\/title>/);
    }
  });

  it('has links and pictures that lead somewhere', () => {
    const broken = names.flatMap((name) =>
      [...read(name).matchAll(/(?:href|src)="([^"]*)"/g)]
        .map(([, target = '']) => target)
        .filter((target) => {
          if (/^https?:/.test(target)) return false;
          const [path = '', anchor] = target.split('#');
          const file = join(folder, path === '' ? name : path);
          if (!existsSync(file) || !statSync(file).isFile()) return true;
          return anchor !== undefined && !readFileSync(file, 'utf8').includes(`id="${anchor}"`);
        })
        .map((target) => `${name}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('loads nothing of another host, and is small', () => {
    for (const name of names) expect(read(name)).not.toMatch(/(?:src|<link[^>]+href)="https?:/);
    expect(statSync(join(folder, 'site.css')).size + statSync(join(folder, 'search.js')).size).toBeLessThan(8_000);
    expect(JSON.parse(read('search.json'))).toContainEqual(['cli.html#signing-in', 'Signing in', 'The command line']);
  });
});

it('what a page writes is text: no HTML passes, no script', () => {
  const { html } = render('# A <b>\n<script>alert(1)</script> [x](javascript:alert(1)) [y](z.md)', () => undefined);
  expect(html).not.toMatch(/<script|<b>|javascript:[^)]*"/);
  expect(html).toContain('<a>y</a>');
});

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { anchorOf } from '../../infra/site/anchors.ts';

/** The links of all pages: to files and headings that there are. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: ROOT,
  encoding: 'utf8',
});
const pages = tracked.split('\n').filter((name) => name !== '' && existsSync(join(ROOT, name)));

function textOf(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8').replaceAll(/```[\s\S]*?```/g, '');
}

/** The anchors that code hosts give the headings of a page. */
function anchorsOf(page: string): Set<string> {
  const headings = [...textOf(page).matchAll(/^#+ +(.+)$/gm)].map(([, heading]) => heading);
  return new Set(headings.map(anchorOf));
}

function linksOf(page: string): string[] {
  return [
    ...textOf(page)
      .replaceAll(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ].map(([, target]) => target);
}

it('pages are found', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/cli.md', 'SECURITY.md', 'examples/README.md']));
});

it.each(pages.map((page) => [page]))('%s leads to files and headings that there are', (page) => {
  const broken = linksOf(page).filter((target) => {
    if (/^(https?:|mailto:)/.test(target)) return false;
    const [path, anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(ROOT, file))) return true;
    return anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).has(anchor);
  });
  expect(broken).toEqual([]);
});

it('every page of docs/ can be reached from README.md', () => {
  const reached = new Set(['README.md']);
  for (const page of reached) {
    for (const target of linksOf(page)) {
      const file = join(dirname(page), target.split('#')[0]);
      if (file.endsWith('.md') && existsSync(join(ROOT, file))) reached.add(file);
    }
  }
  expect(pages.filter((page) => page.startsWith('docs/') && !reached.has(page))).toEqual([]);
});

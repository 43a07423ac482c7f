import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Page, sitePages, targetOf } from './pages.ts';
import { type Heading, render } from './render.ts';
import { escaped, pageOf } from './template.ts';

/** `npm run site`: the documentation as a site of static files, in dist/site. The pages are those that code hosts show. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const STATIC = fileURLToPath(new URL('static', import.meta.url));

/** Where the links of the first page are what all pages show beside them. */
const INDEX = 'docs/README.md';

/** Writes the site into a folder. @returns the names of its pages */
export function buildSite(folder: string): string[] {
  const pages = sitePages(ROOT);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(STATIC, folder, { recursive: true });
  cpSync(join(ROOT, 'docs/pictures'), join(folder, 'pictures'), { recursive: true });
  cpSync(join(ROOT, 'console/public/icon.svg'), join(folder, 'icon.svg'));
  const rendered = pages.map((page) => ({
    page,
    ...render(read(page.file), (target) => targetOf(target, page, pages)),
  }));
  const titles = new Map(rendered.map(({ page, headings }) => [page.name, titleOf(headings)]));
  for (const { page, html } of rendered) {
    const title = titles.get(page.name) ?? '';
    const content = pageOf({ title, navigation: navigationOf(pages, titles, page), content: html });
    writeFileSync(join(folder, page.name), content);
  }
  const index = rendered.flatMap(({ page, headings }) =>
    headings.map(({ text, anchor }) => [`${page.name}#${anchor}`, text, titles.get(page.name)]),
  );
  writeFileSync(join(folder, 'search.json'), JSON.stringify(index));
  return pages.map(({ name }) => name);
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function titleOf(headings: readonly Heading[]): string {
  return headings.find(({ level }) => level === 1)?.text ?? '';
}

/** The pages in the order in which the first page names them. */
function navigationOf(pages: readonly Page[], titles: ReadonlyMap<string, string>, here: Page): string {
  const first = pages.find(({ file }) => file === INDEX);
  const named = first
    ? [...read(INDEX).matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) => targetOf(target, first, pages))
    : [];
  const names = [...new Set(['index.html', ...named, ...pages.map(({ name }) => name)])];
  const rows = names.flatMap((name) => {
    const title = name === undefined ? undefined : titles.get(name);
    if (name === undefined || title === undefined) return [];
    return [`<li><a href="${name}"${name === here.name ? ' aria-current="page"' : ''}>${escaped(title)}</a></li>\n`];
  });
  return `<ul>\n${rows.join('')}</ul>\n`;
}

if (import.meta.main) {
  const folder = join(ROOT, 'dist/site');
  console.log(`${folder}: ${buildSite(folder).length} pages`);
}

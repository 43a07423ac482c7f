import { globSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path/posix';

/** The pages of the site that are not in docs/, by their names there. */
const BESIDE: { readonly [file: string]: string } = {
  'README.md': 'start',
  'CONTRIBUTING.md': 'contributing',
  'SECURITY.md': 'security-policy',
  'CHANGELOG.md': 'changelog',
  'examples/README.md': 'examples',
  'pytest/README.md': 'pytest',
};

/** A page of the site. */
export interface Page {
  /** In the repository. */
  readonly file: string;
  /** On the site: all are in one folder. */
  readonly name: string;
}

/** The pages of the site: docs/README.md is its first one. @param root the repository */
export function sitePages(root: string): Page[] {
  const docs = globSync('docs/*.md', { cwd: root }).toSorted();
  return [
    ...docs.map((file) => ({ file, name: file === 'docs/README.md' ? 'index.html' : `${basename(file, '.md')}.html` })),
    ...Object.entries(BESIDE).map(([file, name]) => ({ file, name: `${name}.html` })),
  ];
}

/**
 * Where a link of a page leads on the site; undefined for a file that is not on it.
 * @param target as the page has it, such as `cli.md#scripts` or `pictures/x.png`
 */
export function targetOf(target: string, from: Page, pages: readonly Page[]): string | undefined {
  if (/^([a-z]+:|#)/i.test(target)) return target;
  const [path = '', anchor] = target.split('#');
  const file = join(dirname(from.file), path);
  const page = pages.find((one) => one.file === file);
  if (page) return anchor === undefined ? page.name : `${page.name}#${anchor}`;
  return file.startsWith('docs/pictures/') ? relative('docs', file) : undefined;
}

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { REGISTRY } from '../../functions/shared/algorithms/registry.ts';
import { SINCE } from '../../functions/shared/api/methods/since.ts';
import { METHOD_LIST } from '../../functions/shared/api/methods/table.ts';
import official from './official-names.json' with { type: 'json' };
import { algorithmsPage, coveragePage } from './reference-pages.ts';
import { restPage } from './rest-page.ts';

const ADVICE = 'docs/ is stale: run `npm run reference`';

function page(name: string): string {
  return readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
}

it('docs/algorithms.md shows what is declared', () => {
  expect(page('algorithms.md') === algorithmsPage([...REGISTRY.values()]), ADVICE).toBe(true);
});

it('docs/coverage.md says what exists', () => {
  expect(page('coverage.md') === coveragePage(official, new Set(REGISTRY.keys())), ADVICE).toBe(true);
});

it('docs/rest.md shows the methods', () => {
  expect(page('rest.md') === restPage(), ADVICE).toBe(true);
});

it('methods say since when they work, or why they do not', () => {
  for (const [id, { refused }] of METHOD_LIST) {
    if (refused === undefined) expect(SINCE[id]).toMatch(/^\d+\.\d+\.\d+$/);
    else expect([SINCE[id], refused]).toEqual([null, expect.stringMatching(/^.{40,}$/)]);
  }
});

it('the pages know every registered public algorithm', () => {
  const names = [...REGISTRY.values()]
    .filter(({ hidden, deprecated }) => !hidden && !deprecated)
    .map(({ name }) => name);
  expect(names.filter((name) => !official.includes(name))).toEqual([]);
});

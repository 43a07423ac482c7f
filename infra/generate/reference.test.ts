import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { REGISTRY } from '../../functions/shared/algorithms/registry.ts';
import official from './official-names.json' with { type: 'json' };
import { algorithmsPage, coveragePage } from './reference-pages.ts';

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

it('the pages know every registered public algorithm', () => {
  const names = [...REGISTRY.values()]
    .filter(({ hidden, deprecated }) => !hidden && !deprecated)
    .map(({ name }) => name);
  expect(names.filter((name) => !official.includes(name))).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { servedBy } from '../../functions/shared/api/methods/served-by.ts';
import { METHOD_LIST } from '../../functions/shared/api/methods/table.ts';
import { type Routes, routes, routesFile } from './routes.ts';

/** Whether the load balancer sends a path to the batch function, as its documentation says. */
function isBatch(path: string, { full, templates }: Routes): boolean {
  return full.includes(path) || templates.some((template) => matches(path.split('/'), template.split('/')));
}

function matches(path: readonly string[], template: readonly string[]): boolean {
  const open = template.at(-1) === '**';
  const fixed = open ? template.slice(0, -1) : template;
  if (open ? path.length < fixed.length : path.length !== fixed.length) return false;
  return fixed.every((segment, i) => (segment === '*' ? path[i] !== '' : segment === path[i]));
}

/** Paths that a method has. */
function examples(path: string): string[] {
  const plain = path.replaceAll(/\{[a-zA-Z]+(?:=([^}]+))?\}/g, (_, pattern = '*') => pattern);
  return ['a', 'a/b/c'].map((deep) => `/v1/${plain.replaceAll('**', deep).replaceAll('*', 'some-name')}`);
}

describe('routes', () => {
  it('of the cloud are those of the table of methods', () => {
    const file = readFileSync(new URL('../terraform/routes.tf.json', import.meta.url), 'utf8');
    expect(file === routesFile(), 'infra/terraform/routes.tf.json is stale: run `npm run reference`').toBe(true);
  });

  it('lead every method to its function, in the cloud and on this machine', () => {
    const table = routes();
    const cases = METHOD_LIST.flatMap(([id, { verb, path, servedBy: wanted }]) =>
      examples(path).map((example) => ({ id, verb, example, wanted })),
    );
    expect(cases.length).toBeGreaterThan(100);
    const wrong = cases.filter(
      ({ verb, example, wanted }) =>
        isBatch(example, table) !== (wanted === 'batch') || servedBy(verb, example) !== wanted,
    );
    expect(wrong).toEqual([]);
  });

  it('lead what is no method where it is understood', () => {
    const paths = ['/batch', '/', '/v1/unknown', '/$discovery/rest', '/batches', '/task'];
    const table = routes();
    for (const path of paths) expect([path, servedBy('POST', path) === 'batch']).toEqual([path, isBatch(path, table)]);
    expect(paths.filter((path) => isBatch(path, table))).toEqual(['/batch']);
  });

  it('do not lead wake-ups from outside to the function that takes them', () => {
    for (const path of ['/tasks/sweep', '/tasks/chunk']) {
      expect([path, servedBy('POST', path), isBatch(path, routes())]).toEqual([path, 'batch', false]);
    }
  });

  it('are templates as Cloud Load Balancing takes them: few, with at most five wildcards, two stars at the end only', () => {
    const { full, templates } = routes();
    expect(full.length + templates.length).toBeLessThan(50);
    for (const template of templates) {
      const segments = template.slice(1).split('/');
      expect(template.length).toBeLessThanOrEqual(255);
      expect(segments.filter((segment) => segment.startsWith('*')).length).toBeLessThanOrEqual(5);
      expect(segments.slice(0, -1)).not.toContain('**');
      for (const segment of segments) expect(segment).toMatch(/^(\*|\*\*|[\w.~:-]+)$/);
    }
  });
});

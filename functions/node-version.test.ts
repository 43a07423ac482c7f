import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nodeRefusal } from './node-version.ts';

const REFUSAL = /^Terrane needs Node\.js 22\.18 or newer\. This is Node\.js \d+\.\d+\.\d+\.$/;

describe('the version of Node.js', () => {
  it.each([
    ['20.20.2', false],
    ['22.17.1', false],
    ['22.18.0', true],
    ['23.0.0', true],
    ['24.1.0', true],
    ['18.0.0', false],
  ])('%s: %s', (version, fits) => {
    const refusal = nodeRefusal(version);
    expect(refusal === undefined).toBe(fits);
    if (!fits) expect(refusal).toMatch(REFUSAL);
  });

  it('is the one of `engines`', () => {
    const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      readonly engines: { readonly node: string };
    };
    const [, least = ''] = /^>=(\d+\.\d+)$/.exec(engines.node) ?? [];
    const [major = 0, minor = 0] = least.split('.').map(Number);
    expect(nodeRefusal(`${least}.0`)).toBeUndefined();
    expect(nodeRefusal(`${major}.${minor - 1}.9`)).toContain(least);
  });
});

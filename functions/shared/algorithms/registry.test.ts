import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REGISTRY } from './registry.ts';

interface Official {
  readonly name: string;
  readonly returnType: string;
  readonly hidden?: boolean;
  readonly arguments: readonly { name: string; type: string; optional?: boolean; default?: unknown }[];
}

const file = new URL('../../../../shared/algorithms.json', import.meta.url);

describe.skipIf(!existsSync(file))('against the official list (skipped where ../shared is missing)', () => {
  const official = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Official[]) : [];
  const byName = new Map(official.map((entry) => [entry.name, entry]));

  it.each([...REGISTRY.values()].map((algorithm) => [algorithm.name, algorithm] as const))('%s', (name, algorithm) => {
    const entry = byName.get(name);
    expect(entry, 'is not in the official list').toBeDefined();
    expect(algorithm.returns).toBe(entry?.returnType);
    expect(algorithm.hidden).toBe(entry?.hidden ?? false);
    const ours = algorithm.parameters.map(([argument, { type, optional, defaultValue }]) => ({
      name: argument,
      type: type.name,
      ...(optional ? { optional, default: defaultValue } : {}),
    }));
    const theirs = entry?.arguments.map((argument) => ({
      name: argument.name,
      type: argument.type,
      ...(argument.optional ? { optional: true, default: argument.default ?? null } : {}),
    }));
    expect(ours).toEqual(theirs);
  });
});

describe('every algorithm', () => {
  it.each([...REGISTRY.values()].map((algorithm) => [algorithm.name, algorithm] as const))(
    '%s is described',
    (_, algorithm) => {
      expect(algorithm.description).toMatch(/^[A-Z0-9(].*[.)]$/);
    },
  );

  const shown = [...REGISTRY.values()].filter(({ hidden }) => !hidden);

  it.each(shown.map((algorithm) => [algorithm.name, algorithm] as const))('%s has an example', (_, algorithm) => {
    expect(algorithm.examples).not.toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { exampleNode } from '../algorithms/example.ts';
import { REGISTRY } from '../algorithms/registry.ts';
import type { Json } from '../values/value.ts';
import { evaluateLanguage } from './language.testing.ts';

/** Numbers close together, as JSON: special functions and decompositions are not exact to the last bit. */
function rounded(json: Json): Json {
  if (typeof json === 'number') return Number(json.toPrecision(10)) + 0;
  if (Array.isArray(json)) return json.map(rounded);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, rounded(value)]));
}

describe('the examples of each declaration', () => {
  for (const algorithm of REGISTRY.values()) {
    for (const { args, result } of algorithm.examples) {
      it(`${algorithm.name}(${JSON.stringify(args)})`, async () => {
        const actual = await evaluateLanguage(exampleNode(algorithm.name, args));
        expect(rounded(JSON.parse(JSON.stringify(actual)))).toEqual(rounded(result));
      });
    }
  }
});

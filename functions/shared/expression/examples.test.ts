import { describe, expect, it } from 'vitest';
import { REGISTRY } from '../algorithms/registry.ts';
import type { Json } from '../values/value.ts';
import { evaluateLanguage } from './language.testing.ts';

describe('the examples of each declaration', () => {
  for (const algorithm of REGISTRY.values()) {
    for (const { args, result } of algorithm.examples) {
      it(`${algorithm.name}(${JSON.stringify(args)})`, async () => {
        const nodes = Object.entries(args).map(([name, value]): [string, Json] => [name, { constantValue: value }]);
        const call = { functionName: algorithm.name, arguments: Object.fromEntries(nodes) };
        expect(await evaluateLanguage({ functionInvocationValue: call })).toEqual(result);
      });
    }
  }
});

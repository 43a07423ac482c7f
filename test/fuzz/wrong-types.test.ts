import { expect, it } from 'vitest';
import type { Algorithm } from '../../functions/shared/algorithms/declare.ts';
import { REGISTRY } from '../../functions/shared/algorithms/registry.ts';
import { call, constant } from '../../functions/shared/expression/language.testing.ts';
import type { Json } from '../../functions/shared/values/value.ts';
import { exampleArguments, type RandomExpression } from './graph.ts';
import { literal } from './literals.ts';
import { outcomeOf } from './outcome.ts';
import { Random } from './random.ts';

const TYPES = ['Feature', 'Image<unknown bands>', 'FeatureCollection', 'Geometry', 'Array', 'Reducer', 'Kernel'];
const CONSTANTS: readonly Json[] = [null, true, -1, 1e308, 'ü', [], {}, [{ a: null }, 'a', 1]];

/** Values that are seldom asked for. */
const ODD: readonly Json[] = [
  ...TYPES.map((type, i) => literal(type, new Random(i))),
  ...CONSTANTS.map(constant),
  call('Number.parse', { input: constant('NaN') }),
  { functionDefinitionValue: { argumentNames: ['x'], body: 'body' } },
];

/** FUZZ_ALL=1 tries all odd values in each place. */
const ALL = process.env['FUZZ_ALL'] !== undefined;

/** An algorithm's example with one argument replaced, for each of them: by every other odd value, beginning with the first or the second. */
function* variants(algorithm: Algorithm): Iterable<RandomExpression> {
  const args = algorithm.examples.length > 0 ? exampleArguments(algorithm, new Random(1)) : {};
  for (const [at, [argument]] of [...algorithm.parameters].entries()) {
    for (const odd of ODD.filter((_, i) => ALL || (i + at) % 2 === 0)) {
      const result = call(algorithm.name, { ...args, [argument]: odd });
      yield { result: 'result', values: { result, body: { argumentReference: 'x' } } };
    }
  }
}

it.each(
  [...REGISTRY.values()].filter(({ parameters }) => parameters.length > 0).map((each) => [each.name, each] as const),
)('%s answers arguments of wrong types', async (_, algorithm) => {
  const faults: string[] = [];
  for (const expression of variants(algorithm)) {
    const outcome = await outcomeOf(expression);
    if (outcome.kind === 'fault') faults.push(`${JSON.stringify(expression.values['result'])}: ${outcome.message}`);
  }
  expect(faults).toEqual([]);
});

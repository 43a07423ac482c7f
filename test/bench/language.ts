import { REGISTRY } from '../../functions/shared/algorithms/registry.ts';
import { decodeExpression } from '../../functions/shared/expression/decode.ts';
import { Evaluator } from '../../functions/shared/expression/evaluate.ts';
import { languageContext } from '../../functions/shared/expression/language.testing.ts';
import { encodeValue } from '../../functions/shared/values/encode.ts';
import { fastest, table } from './measure.ts';

type Node = { [key: string]: unknown };
type Nodes = { [key: string]: Node };

const call = (functionName: string, args: Node): Node => ({
  functionInvocationValue: { functionName, arguments: args },
});
const constant = (value: unknown): Node => ({ constantValue: value });
const reference = (key: string): Node => ({ valueReference: key });
const argument = (name: string): Node => ({ argumentReference: name });
const definition = (name: string, body: string): Node => ({ functionDefinitionValue: { argumentNames: [name], body } });

/** What scripts look like: each with the number of nodes that one evaluation visits. */
const SHAPES: { name: string; visits: number; values: Nodes }[] = [
  (() => {
    // A long chain, as loops in a script make them.
    const values: Nodes = { 0: constant(0) };
    for (let i = 1; i <= 10_000; i++) {
      values[i] = call('Number.add', { left: reference(String(i - 1)), right: constant(i) });
    }
    return {
      name: 'chain of 10,000 additions',
      visits: 20_000,
      values: { ...values, r: call('Number.abs', { input: reference('10000') }) },
    };
  })(),
  {
    // A function mapped over a list, with a part that depends on the element and one that does not.
    name: 'a formula mapped over 10,000 elements',
    visits: 60_000,
    values: mapped(10_000),
  },
  (() => {
    // Band math of some indices over one image: objects rather than numbers.
    const values: Nodes = { image: call('Image.constant', { value: constant([1, 2, 3, 4]) }) };
    const band = (i: number) => call('Image.select', { input: reference('image'), bandSelectors: constant([i]) });
    for (let i = 0; i < 300; i++) {
      values[`i${i}`] = call('Image.normalizedDifference', {
        input: call('Image.addBands', {
          dstImg: band(i % 4),
          srcImg: call('Image.add', { image1: band((i + 1) % 4), image2: constant(i) }),
        }),
      });
      values[`s${i}`] =
        i === 0 ? reference('i0') : call('Image.add', { image1: reference(`s${i - 1}`), image2: reference(`i${i}`) });
    }
    values['s0'] = call('Image.abs', { value: reference('i0') });
    return {
      name: '300 indices of one image',
      visits: 300 * 9,
      values: { ...values, r: call('Image.bandNames', { image: reference('s299') }) },
    };
  })(),
];

function mapped(count: number): Nodes {
  return {
    shared: call('Number.multiply', { left: constant(3), right: constant(4) }),
    body: call('Number.add', {
      left: call('Number.multiply', { left: argument('x'), right: argument('x') }),
      right: call('Number.divide', { left: argument('x'), right: reference('shared') }),
    }),
    list: call('List.sequence', { start: constant(1), end: constant(count) }),
    r: call('List.map', { list: reference('list'), baseAlgorithm: definition('x', 'body') }),
  };
}

async function evaluate(values: Nodes): Promise<unknown> {
  const text = JSON.stringify({ result: 'r', values });
  return encodeValue(await new Evaluator(REGISTRY, languageContext).evaluate(decodeExpression(JSON.parse(text))));
}

/** Nodes evaluated a second, from the text of the request to the reply; and how the cost grows with the number of elements. */
export async function benchLanguage(): Promise<void> {
  const rows = [];
  for (const { name, visits, values } of SHAPES) {
    const milliseconds = await fastest(7, () => evaluate(values));
    rows.push({
      expression: name,
      ms: milliseconds.toFixed(1),
      'nodes a second': Math.round((visits / milliseconds) * 1000),
    });
  }
  table('Expressions, from JSON text to reply', rows);
  const growth = [];
  for (const count of [10, 100, 1_000, 10_000, 100_000]) {
    const milliseconds = await fastest(7, () => evaluate(mapped(count)));
    growth.push({
      elements: count,
      ms: milliseconds.toFixed(3),
      'µs an element': ((milliseconds * 1000) / count).toFixed(2),
    });
  }
  table('Growth: a formula mapped over a list', growth);
}

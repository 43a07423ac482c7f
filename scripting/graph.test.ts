import { expect, test } from 'vitest';
import { constant, drawn, expression, invoke, visualized, wrapped } from './graph.ts';

const NUMBER = expression(constant(7));

test('an expression is wrapped as often as is wanted, each time around what was there', () => {
  const once = wrapped(NUMBER, (node) => invoke('Number.sqrt', { input: node }));
  expect(once).toEqual({
    result: 'around 1',
    values: {
      0: { constantValue: 7 },
      'around 1': {
        functionInvocationValue: { functionName: 'Number.sqrt', arguments: { input: { valueReference: '0' } } },
      },
    },
  });
  const twice = wrapped(once, (node) => invoke('Number.abs', { input: node }));
  const thrice = wrapped(twice, (node) => invoke('Number.ceil', { input: node }));
  expect(chain(thrice)).toEqual(['Number.ceil', 'Number.abs', 'Number.sqrt', 7]);
});

/** The calls of an expression from its result inwards. */
function chain({ result, values }: { result: string; values: { readonly [key: string]: unknown } }): unknown[] {
  const node = values[result] as { constantValue?: unknown; functionInvocationValue?: Invocation };
  if (node.functionInvocationValue === undefined) return [node.constantValue];
  const { functionName, arguments: given } = node.functionInvocationValue;
  return [functionName, ...chain({ result: given['input']!.valueReference, values })];
}

interface Invocation {
  readonly functionName: string;
  readonly arguments: { readonly [name: string]: { readonly valueReference: string } };
}

test('an image for which nothing is said stays as it is, and what is said is passed on', () => {
  expect(visualized(NUMBER, {})).toBe(NUMBER);
  const text = JSON.stringify(visualized(NUMBER, { bands: ['B1'], min: [0], palette: ['#000', '#fff'] }));
  expect(text).toContain('"functionName":"Image.visualize"');
  expect(text).toContain('"bands":{"constantValue":["B1"]},"min":{"constantValue":[0]},"palette"');
  expect(text).not.toContain('max');
  expect(JSON.stringify(drawn(NUMBER, 'red'))).toContain('"color":{"constantValue":"red"}');
});

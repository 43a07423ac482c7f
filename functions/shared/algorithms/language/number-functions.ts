import { float, toDouble } from '../../values/number.ts';
import { algorithm } from '../declare.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { formatNumber } from './number-format.ts';
import { evaluateNumberFormula } from './number-formula.ts';
import { parseNumber } from './number-parse.ts';
import * as t from './types.ts';

/** Numbers: ranges, texts and formulas. */
export const NUMBER_FUNCTIONS = [
  algorithm({
    name: 'Number.clamp',
    description: 'Limits the number to a range.',
    returns: 'Number',
    parameters: { number: required(t.number), min: required(t.float), max: required(t.float) },
    examples: [
      { args: { number: 5, min: 0, max: 3 }, result: 3 },
      { args: { number: 1.5, min: 0, max: 3 }, result: 1.5 },
    ],
    run: ({ number, min, max }) => {
      const value = toDouble(number);
      return value < min ? float(min) : value > max ? float(max) : number;
    },
  }),
  algorithm({
    name: 'Number.unitScale',
    description: 'The number on a scale where min becomes 0 and max becomes 1; beyond them it is not cut off.',
    returns: 'Number',
    parameters: { number: required(t.number), min: required(t.float), max: required(t.float) },
    examples: [{ args: { number: -10, min: 0, max: 100 }, result: -0.1 }],
    run: ({ number, min, max }) => float((toDouble(number) - min) / (max - min)),
  }),
  algorithm({
    name: 'Number.format',
    description: "The number as text, by a pattern of printf's kind with one conversion.",
    returns: 'String',
    parameters: { number: required(t.number), pattern: defaulted(t.string, '%s') },
    examples: [
      { args: { number: 42, pattern: '%05d' }, result: '00042' },
      { args: { number: 1.23456, pattern: '%.2f m' }, result: '1.23 m' },
      { args: { number: 123476, pattern: '%.3e' }, result: '1.235e+05' },
      { args: { number: 1234567, pattern: '%,d' }, result: '1,234,567' },
      { args: { number: 255, pattern: '%#x' }, result: '0xff' },
      { args: { number: 1.5 }, result: '1.5' },
    ],
    run: ({ number, pattern }) => formatNumber(number, pattern),
  }),
  algorithm({
    name: 'Number.parse',
    description: 'The number that a text says: an integer in a radix, or a decimal number.',
    returns: 'Number',
    parameters: { input: required(t.string), radix: defaulted(t.integer, 10) },
    examples: [
      { args: { input: '3E8', radix: 16 }, result: 1000 },
      { args: { input: '-1.5e2' }, result: -150 },
    ],
    run: ({ input, radix }) => parseNumber(input, radix),
  }),
  algorithm({
    name: 'Number.expression',
    description: 'The result of a formula over numbers that are named in a dictionary.',
    returns: 'Number',
    parameters: { expression: required(t.string), vars: optional(t.dictionary) },
    examples: [
      { args: { expression: 'x ** 2 + max(x, y)', vars: { x: 3, y: 4 } }, result: 13 },
      { args: { expression: '(v.a > 1) ? v.a : Math.PI', vars: { v: { a: 2 } } }, result: 2 },
    ],
    run: ({ expression, vars }) => evaluateNumberFormula(expression, vars ?? new Map()),
  }),
];

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../messages.ts';
import { compareNames } from '../names.ts';
import { compareValues } from './order.ts';
import { compareStrings } from './strings.ts';

const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constant<Value>({ nullValue: 'NULL_VALUE' }),
    fc.boolean().map((booleanValue) => ({ booleanValue })),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((integer) => ({ integerValue: String(integer) })),
    fc.integer({ min: -3, max: 3 }).map((integer) => ({ integerValue: String(integer) })),
    fc.double().map((doubleValue) => ({ doubleValue })),
    fc.integer({ min: -3, max: 3 }).map((double) => ({ doubleValue: double })),
    fc.string({ unit: 'binary', maxLength: 3 }).map((stringValue) => ({ stringValue })),
    fc.array(tie('value'), { maxLength: 3 }).map((values) => ({ arrayValue: { values } })),
    fc.dictionary(fc.constantFrom('a', 'b', 'constructor'), tie('value')).map((fields) => ({ mapValue: { fields } })),
  ),
})).value;

describe('the order of values', () => {
  it('is total: antisymmetric and transitive', () => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(Math.sign(compareValues(a, b)) + Math.sign(compareValues(b, a))).toBe(0);
        expect(compareValues(a, a)).toBe(0);
        const [low, middle, high] = [a, b, c].sort(compareValues) as [Value, Value, Value];
        expect(compareValues(low, middle)).toBeLessThanOrEqual(0);
        expect(compareValues(middle, high)).toBeLessThanOrEqual(0);
        expect(compareValues(low, high)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });

  it('compares integers and doubles exactly', () => {
    const double = { doubleValue: 2 ** 53 };
    expect(compareValues({ integerValue: '9007199254740993' }, double)).toBeGreaterThan(0);
    expect(compareValues({ integerValue: '9007199254740991' }, double)).toBeLessThan(0);
    expect(compareValues({ integerValue: '9007199254740992' }, double)).toBe(0);
    expect(compareValues({ doubleValue: -0 }, { integerValue: '0' })).toBe(0);
    expect(compareValues({ doubleValue: Number.NaN }, { doubleValue: Number.NEGATIVE_INFINITY })).toBeLessThan(0);
  });
});

describe('the order of strings', () => {
  it('is that of their UTF-8 bytes', () => {
    const text = fc.string({ unit: 'binary', maxLength: 5 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareStrings(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the order of names', () => {
  it('is that of their ids, one by one', () => {
    const id = fc.string({ unit: fc.constantFrom('a', '-', '!', '0', 'é', '🌍'), minLength: 1, maxLength: 3 });
    const path = fc.array(id, { minLength: 1, maxLength: 4 });
    const byIds = (a: string[], b: string[]): number => {
      for (let at = 0; at < a.length && at < b.length; at++) {
        const order = Buffer.compare(Buffer.from(a[at]!), Buffer.from(b[at]!));
        if (order !== 0) return order;
      }
      return Math.sign(a.length - b.length);
    };
    fc.assert(
      fc.property(path, path, (a, b) => {
        expect(Math.sign(compareNames(a.join('/'), b.join('/')))).toBe(byIds(a, b));
      }),
      { numRuns: 2000 },
    );
  });
});

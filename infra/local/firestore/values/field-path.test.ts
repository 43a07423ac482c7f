import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFieldPath, getField, parseFieldPath, selectFields, withField, withoutField } from './field-path.ts';

const one = { integerValue: '1' };

describe('field paths', () => {
  it('are read as they are written', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'Z', '_', '0', '.', '`', '\\', ' ', 'é', '🌍'), minLength: 1 });
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (path) => {
        expect(parseFieldPath(formatFieldPath(path))).toEqual(path);
      }),
    );
  });

  it.each(['', '.', 'a.', '.a', 'a..b', '`a', '``', '`a`b', 'a`b`'])('refuses %j', (text) => {
    expect(() => parseFieldPath(text)).toThrow();
  });

  it('set, get and remove nested fields, and leave the given ones alone', () => {
    const fields = { a: { mapValue: { fields: { b: one, c: one } } } };
    const set = withField(fields, ['a', 'd', 'e'], one);
    expect(getField(set, ['a', 'd', 'e'])).toEqual(one);
    expect(getField(set, ['a', 'b'])).toEqual(one);
    expect(getField(fields, ['a', 'd'])).toBeUndefined();
    expect(getField(fields, ['constructor'])).toBeUndefined();
    expect(withoutField(fields, ['a', 'b'])).toEqual({ a: { mapValue: { fields: { c: one } } } });
    expect(withoutField(fields, ['x', 'b'])).toBe(fields);
    expect(selectFields(fields, [['a', 'c'], ['x']])).toEqual({ a: { mapValue: { fields: { c: one } } } });
  });
});

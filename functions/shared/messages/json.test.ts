import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memberText, parseBody } from './json.ts';

describe('bodies', () => {
  test('JSON', () => expect(parseBody(' {"a": 1}\n').value).toEqual({ a: 1 }));
  test('nothing is an empty message', () => expect(parseBody(' ').value).toEqual({}));

  test('the words of Python are read outside of strings only', () => {
    const { text, value } = parseBody('{"a": [NaN, Infinity, -Infinity], "NaN": "Infinity \\" NaN"}');
    expect(value).toEqual({ a: [null, Infinity, -Infinity], NaN: 'Infinity " NaN' });
    expect(JSON.parse(text)).toEqual(value);
  });

  test.each(['[]', '1', 'null', '"x"', 'NaN', '[{}]'])('%s is not a message', (text) => {
    expect(() => parseBody(text)).toThrow(
      'Invalid JSON payload received. Unknown name "": Root element must be a message.',
    );
  });

  test.each([
    '{',
    '{"a":}',
    '{"a":nope}',
    "{'a':1}",
    '{"a":1}}',
    '{"a":NaNa}',
    '\u0000',
    '{"a":"\\x"}',
    '{"a":"',
    '{"a":"\\',
  ])('%j is malformed', (text) => expect(() => parseBody(text)).toThrow(/^Invalid JSON payload received\. ./));
});

describe('the text of a member', () => {
  test.each([
    ['{"a":1,"expression": {"x":[1,{"expression":2}]} ,"b":2}', '{"x":[1,{"expression":2}]}'],
    ['{"expression":"a,b}\\"]"}', '"a,b}\\"]"'],
    ['{"express\\u0069on":1}', '1'],
    ['{"expression":1,"expression":2}', '2'],
    ['{"x":"expression","y":{"expression":1}}', undefined],
    ['{}', undefined],
  ])('of %s', (text, expected) => expect(memberText(text, 'expression')).toBe(expected));

  test('is the JSON of the member, whatever the object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 1, '\t'), (object, indent) => {
        const text = JSON.stringify(object, null, indent);
        const parsed = JSON.parse(text) as Record<string, unknown>;
        for (const key of Object.keys(parsed)) expect(JSON.parse(memberText(text, key) ?? '')).toEqual(parsed[key]);
      }),
    );
  });

  test('may be nested deeper than a stack', () => {
    const deep = '['.repeat(500_000) + ']'.repeat(500_000);
    expect(memberText(parseBody(`{"expression":${deep}}`).text, 'expression')).toBe(deep);
  });
});

import { describe, expect, it } from 'vitest';
import { call, constant, evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';

const run = (name: string, args: { [key: string]: Json }): Promise<Json> =>
  evaluateLanguage(call(name, Object.fromEntries(Object.entries(args).map(([key, value]) => [key, constant(value)]))));

describe('regular expressions', () => {
  it('run in linear time where others run for ever', async () => {
    expect(await run('String.match', { input: `${'a'.repeat(50_000)}!`, regex: '^(a+)+$' })).toEqual([]);
  });

  it('are refused where they would be too much work', async () => {
    const args = { input: 'b'.repeat(1_000_000), regex: '(a?){999}[cd]' };
    await expect(run('String.match', args)).rejects.toThrow('String.match: The regular expression is too large');
  });

  it.each([
    ['a(', '', /Invalid regular expression 'a\('/],
    ['(?=a)', '', /Invalid regular expression/],
    ['a', 'q', /Unknown flag 'q'/],
  ])('%s with flags %j is refused', async (regex, flags, message) => {
    await expect(run('String.match', { input: 'a', regex, flags })).rejects.toThrow(message);
  });

  it.each([
    ['(a)(b)?', '[$2|$1]', 'x[|a]c'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Java's syntax of replacements.
    ['(?P<first>a)', '${first}${first}', 'xaac'],
    ['a', '\\$1\\\\', 'x$1\\c'],
    ['(a)', '$10', 'xa0c'],
  ])('%s is replaced by %s', async (regex, replacement, result) => {
    expect(await run('String.replace', { input: 'xac', regex, replacement })).toBe(result);
  });

  // biome-ignore lint/suspicious/noTemplateCurlyInString: Java's syntax of replacements.
  it.each(['$', 'a$', '$9', '${no}', '\\'])('the replacement %j is refused', async (replacement) => {
    await expect(run('String.replace', { input: 'a', regex: 'a', replacement })).rejects.toThrow(
      /^String.replace: .*(group|reference)/,
    );
  });

  it('split as Java does', async () => {
    expect(await run('String.split', { string: ',a,,b,,', regex: ',' })).toEqual(['', 'a', '', 'b']);
    expect(await run('String.split', { string: '', regex: ',' })).toEqual(['']);
  });
});

describe('texts', () => {
  it('do not grow beyond what there is room for', async () => {
    const values: { [key: string]: Json } = { 0: constant('0123456789') };
    for (let i = 1; i <= 40; i++) {
      values[i] = call('String.cat', {
        string1: { valueReference: String(i - 1) },
        string2: { valueReference: String(i - 1) },
      });
    }
    await expect((async () => evaluateLanguage({ valueReference: '40' }, values))()).rejects.toThrow(
      'String.cat: The text would have',
    );
  });

  it('refuse JSON that is none', async () => {
    const nested = (depth: number) => `${'['.repeat(depth)}"\\"[[["${']'.repeat(depth)}`;
    expect(await run('String.decodeJSON', { string: nested(2) })).toEqual([['"[[[']]);
    await expect(run('String.decodeJSON', { string: nested(10_001) })).rejects.toThrow(
      "String.decodeJSON, argument 'string': The string is nested deeper than 10000 levels.",
    );
    await expect(run('String.decodeJSON', { string: '{a: 1}' })).rejects.toThrow(
      'String.decodeJSON: The string is not JSON',
    );
  });
});

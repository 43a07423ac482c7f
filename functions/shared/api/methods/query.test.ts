import { expect, test } from 'vitest';
import { readQuery } from './query.ts';

const list = {
  query: { pageSize: 'integer', pageToken: 'string', view: ['FULL', 'BASIC'], overwrite: 'boolean' },
} as const;

test('own and standard parameters', () => {
  expect(readQuery(list, 'pageSize=5&view=BASIC&overwrite=true&alt=json&prettyPrint=false&fields=name&key=K')).toEqual({
    own: { pageSize: 5, view: 'BASIC', overwrite: true },
    standard: { prettyPrint: false, fields: 'name' },
  });
  expect(readQuery(list, 'pageToken=a%2Fb+c&%24.xgafv=2').own).toEqual({ pageToken: 'a/b c' });
});

test.each([
  ['x=1', /Unknown name "x": Cannot bind query parameter\. Field 'x' could not be found in request message\./],
  ['constructor=1', /Unknown name "constructor"/],
  ['pageSize=ten', /Invalid value at 'pageSize' \(TYPE_INT32\), "ten"/],
  ['pageSize=3000000000', /TYPE_INT32/],
  ['view=ALL', /Invalid value at 'view' \(TYPE_ENUM\), "ALL"/],
  ['overwrite=perhaps', /TYPE_BOOL/],
  ['alt=proto', /alt=proto/],
  ['alt=xml', /Invalid value at 'alt'/],
  ['callback=f', /JSONP/],
])('%s is refused', (text, message) => expect(() => readQuery(list, text)).toThrow(message));

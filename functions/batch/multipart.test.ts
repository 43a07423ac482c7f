import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseBatch, writeBatch } from './multipart.ts';

const TYPE = 'multipart/mixed; boundary=batch_EARTHENGINE_batch';

/** A recorded batch request of the JavaScript client, for two tasks. */
const BODY = ['A1', 'A2']
  .flatMap((id) => [
    '--batch_EARTHENGINE_batch',
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    'MIME-Version: 1.0',
    `Content-ID: <projects/earthengine-legacy/operations/${id}>`,
    '',
    `GET /v1/projects/earthengine-legacy/operations/${id} HTTP/1.1`,
    'Content-Type: application/json; charset=utf-8',
    'Authorization: Bearer tok123',
    '',
    '',
  ])
  .concat('--batch_EARTHENGINE_batch--', '')
  .join('\r\n');

/** The client's own reader, out of its package: it has no export for it. */
function clientReader(): (
  type: string,
  text: string,
  handle: (id: string, status: number, text: string) => void,
) => void {
  const source = readFileSync(new URL(import.meta.resolve('@google/earthengine/build/ee_api_js_debug.js')), 'utf8');
  const [body] = /\.parseBatchReply = (function\(contentType[\s\S]*?\n\});/.exec(source)!.slice(1);
  return new Function('$jscomp', `return ${body}`)({ makeIterator: (list: unknown[]) => list.values() });
}

test('the batch of the JavaScript client is read', () => {
  const parts = parseBatch(TYPE, BODY);
  expect(parts.map(({ contentId }) => contentId)).toEqual([
    'projects/earthengine-legacy/operations/A1',
    'projects/earthengine-legacy/operations/A2',
  ]);
  expect(parts[0]).toMatchObject({ verb: 'GET', url: '/v1/projects/earthengine-legacy/operations/A1' });
  expect(parts[0].headers).toEqual({
    'content-type': 'application/json; charset=utf-8',
    authorization: 'Bearer tok123',
  });
});

test('the answer is what the JavaScript client reads', () => {
  const answers = [
    { contentId: 'projects/p/operations/A', status: 200, text: '{"name":"\\r\\n\\r\\n--batch_"}' },
    { contentId: 'projects/p/operations/B', status: 404, text: '{"error":{}}' },
  ];
  const { contentType, body } = writeBatch(answers);
  const read: unknown[] = [];
  clientReader()(contentType, body, (contentId, status, text) => read.push({ contentId, status, text: text.trim() }));
  expect(read).toEqual(answers);
});

test.each([
  ['another type', 'application/json', BODY, /Content-Type/],
  ['no boundary', 'multipart/mixed', BODY, /Content-Type/],
  ['another boundary', 'multipart/mixed; boundary="x y"', BODY, /no parts/],
  ['no parts', TYPE, '--batch_EARTHENGINE_batch--\r\n', /no parts/],
  ['an end that is missing', TYPE, BODY.slice(0, -30), /no parts/],
  ['parts that are no requests', TYPE, BODY.replaceAll('GET ', ''), /not an HTTP request/],
])('%s is refused', (_, type, body, message) => {
  expect(() => parseBatch(type, body)).toThrow(message);
});

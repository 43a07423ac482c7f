import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

/**
 * Writes down what a client asks of a server: `node infra/generate/record-requests.ts SERVER PORT FILE`, then point the client at PORT; ends at SIGINT.
 * The tests replay such files (test/integration/access/earthengine-requests.json).
 */

const [, , server = '', port = '', file = ''] = process.argv;

/** Headers that say something of the client. */
const KEPT = ['accept', 'content-type', 'user-agent', 'x-goog-api-client', 'x-goog-user-project'];

const requests: object[] = [];

const proxy = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const { method = '', url = '', headers } = request;
  const reply = await fetch(`${server}${url}`, {
    method,
    headers: KEPT.concat('authorization').flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : [])) as [
      string,
      string,
    ][],
    ...(body.length > 0 ? { body } : {}),
  });
  requests.push({
    method,
    url,
    headers: Object.fromEntries(KEPT.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []))),
    signed: headers.authorization !== undefined,
    ...bodyOf(body.toString()),
    status: reply.status,
  });
  response.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? '' });
  response.end(Buffer.from(await reply.arrayBuffer()));
}).listen(Number(port), '127.0.0.1');

/** An assertion is written down without its signature: whoever replays it has to sign it anew. */
function bodyOf(text: string): object {
  const assertion = new URLSearchParams(text).get('assertion');
  if (assertion === null) return text === '' ? {} : { body: text };
  const [header = '', claims = ''] = assertion.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  return { form: text.replace(assertion, 'ASSERTION'), header, claims };
}

await once(process, 'SIGINT');
proxy.close();
proxy.closeAllConnections();
writeFileSync(file, `${JSON.stringify(requests, null, 1)}\n`);

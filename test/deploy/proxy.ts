import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import type { FunctionName } from '../../functions/shared/api/methods/method.ts';
import { servedBy } from '../../functions/shared/api/methods/served-by.ts';

/** One address before the functions, each of which is a server. */
export interface Proxy {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a proxy that leads each request to its function.
 * @param signIn gives the token of somebody, as whom those call who bring no token that could be checked: the tests that are written for a server
 * in open mode
 */
export async function startProxy(
  functions: Readonly<Record<FunctionName, string>>,
  signIn?: () => Promise<string>,
): Promise<Proxy> {
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/' } = request;
    const headers = signIn ? await signed(request.headers, signIn) : request.headers;
    const target = new URL(functions[servedBy(method, url.split('?')[0]!)]);
    const passed = send(
      { agent: false, hostname: target.hostname, port: target.port, method, path: url, headers },
      (reply) => {
        response.writeHead(reply.statusCode ?? 502, reply.rawHeaders);
        pipeline(reply, response, () => {});
      },
    );
    // A function that has answered need not read all that it is sent.
    passed.on('error', () => response.headersSent || response.destroy());
    response.on('close', () => passed.destroy());
    request.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The headers with a token, where they have none or the word that the clients are given in open mode. */
async function signed(headers: IncomingHttpHeaders, signIn: () => Promise<string>): Promise<IncomingHttpHeaders> {
  const { authorization = '' } = headers;
  return authorization.includes('.') ? headers : { ...headers, authorization: `Bearer ${await signIn()}` };
}

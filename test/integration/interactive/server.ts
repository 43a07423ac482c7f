import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { enterLocalCloud, leaveLocalCloud } from '../../../functions/shared/google/local-cloud.testing.ts';

export interface RunningFunction {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the function `interactive` in the functions framework's own server, over the local cloud of the process. */
export async function startInteractive(): Promise<RunningFunction> {
  await enterLocalCloud([]);
  Object.assign(process.env, { TERRANE_AUTH: 'open', TERRANE_LOG: 'off' });
  const { getTestServer } = await import('@google-cloud/functions-framework/testing');
  const { assetBucket, storage } = await import('../../../functions/shared/google/storage.ts');
  await import('../../../functions/interactive/index.ts');
  await storage().createBucket(assetBucket());
  const server = getTestServer('interactive') as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await leaveLocalCloud();
    },
  };
}

/** The text of an expression that calls a function with constants. */
export function callOf(functionName: string, constants: Record<string, unknown>) {
  const values = Object.entries(constants).map(([name, constantValue]) => [name, { constantValue }]);
  const node = { functionInvocationValue: { functionName, arguments: Object.fromEntries(values) } };
  return { result: '0', values: { 0: node } };
}

/** Posts JSON. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, vi } from 'vitest';

/**
 * Takes the wake-ups of a file's tests, and does nothing.
 * @returns those that have come: path and body
 */
export function takeWakeUps(): readonly string[] {
  const woken: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += piece;
    woken.push(`${request.url} ${body}`);
    response.end();
  });
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    vi.stubEnv('TERRANE_BATCH_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterAll(() => {
    server.close();
  });
  return woken;
}

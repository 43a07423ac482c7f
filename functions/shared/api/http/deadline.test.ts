import { createServer, type ServerResponse } from 'node:http';
import { afterAll, expect, it } from 'vitest';
import { ServiceError } from '../../errors.ts';
import { withDeadline } from './deadline.ts';

const never = () => new Promise<never>(() => {});
const AT_ONCE = 0.001;

let serve: (response: ServerResponse) => void = () => {};
const server = createServer((_, response) => serve(response));
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
const { port } = server.address() as { port: number };
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

/** What is thrown in the course of a request. */
async function thrown(work: (response: ServerResponse) => Promise<unknown>): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  serve = (response) => {
    void work(response)
      .then(resolve, resolve)
      .then(() => response.end());
  };
  await (await fetch(`http://127.0.0.1:${port}`)).text();
  return promise;
}

it('gives up what takes too long, by the error that is given for it', async () => {
  expect(await thrown((response) => withDeadline(response, AT_ONCE, never))).toMatchObject({
    status: 'INVALID_ARGUMENT',
    message: 'Computation timed out.',
  });
  const late = () => new ServiceError('UNAVAILABLE', 'Later.');
  expect(await thrown((response) => withDeadline(response, AT_ONCE, never, late))).toMatchObject({ message: 'Later.' });
  expect(await thrown((response) => withDeadline(response, 60, () => 'done', late))).toBe('done');
});

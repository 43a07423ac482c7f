import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { awayError } from '../errors.ts';

const { port1, port2 } = new MessageChannel();

/** A thread that asks does so from then on: the module is one of this file's own. */
let found: (id: string) => Promise<unknown>;

beforeAll(async () => {
  vi.resetModules();
  const { answerReads, askForReads, storedRead } = await import('./stored-read.ts');
  answerReads(port1, {
    async find(id: string) {
      if (id === 'away') throw Object.assign(new Error('14 UNAVAILABLE: gone'), { code: 14 });
      if (id === 'broken') throw new TypeError('broken');
      return id === 'code' ? () => {} : `found ${id}`;
    },
  });
  askForReads(port2);
  found = storedRead('find', () => Promise.reject(new Error('not here')));
});
afterAll(() => port2.close());

it('reads at the other side, and tells what fails there', async () => {
  expect(await Promise.all([found('a'), found('b')])).toEqual(['found a', 'found b']);
  await expect(found('broken')).rejects.toThrow('broken');
  await expect(found('code')).rejects.toThrow('could not be cloned');
  const error: unknown = await found('away').catch((error: unknown) => error);
  expect(awayError(error)).toMatchObject({ status: 'UNAVAILABLE' });
  expect(awayError(await found('broken').catch((error: unknown) => error))).toBeUndefined();
});

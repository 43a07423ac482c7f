import { expect, it } from 'vitest';
import { startBeside } from './next-port.ts';

it.each<[string, number, number | undefined, readonly number[], readonly number[]]>([
  ['behind the other one', 8080, undefined, [], [8081]],
  ['at any that is free, if that one is taken', 8080, undefined, [8081], [8081, 0]],
  ['at any that is free, as the other one', 0, undefined, [], [0]],
  ['where it is told to', 8080, 9000, [], [9000]],
])('starts %s', async (_, first, given, taken, tried) => {
  const ports: number[] = [];
  const start = async (port: number) => {
    ports.push(port);
    if (taken.includes(port)) throw new Error('EADDRINUSE');
    return port;
  };
  expect(await startBeside(first, given, start)).toBe(tried.at(-1));
  expect(ports).toEqual(tried);
});

it('does not start elsewhere than it was told to', async () => {
  await expect(startBeside(8080, 9000, () => Promise.reject(new Error('EADDRINUSE')))).rejects.toThrow('EADDRINUSE');
});

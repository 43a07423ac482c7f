import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { contextOf } from './context.ts';

const folder = mkdtempSync(join(tmpdir(), 'terrane-context-'));
const file = join(folder, 'ci.key.json');
writeFileSync(
  file,
  JSON.stringify({
    type: 'service_account',
    client_email: 'ci@key-project.terrane.internal',
    private_key_id: 'a',
    private_key: 'b',
    token_uri: 'https://key.example/token',
    url: 'https://key.example',
    project: 'key-project',
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

function target(variables: Readonly<Record<string, string>>, ...args: string[]) {
  for (const name of ['TERRANE_URL', 'TERRANE_PROJECT', 'TERRANE_KEY', 'TERRANE_TOKEN']) vi.stubEnv(name, '');
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const command = new Command()
    .option('--url <url>')
    .option('--project <project>')
    .option('--key <file>')
    .option('--token <token>')
    .parse(args, { from: 'user' });
  const { url, project } = contextOf(command).client.target;
  return [url, project];
}

const ELSEWHERE = { TERRANE_URL: 'https://other.example', TERRANE_PROJECT: 'other-project' };

it.each<[string, Readonly<Record<string, string>>, string[], string[]]>([
  ['nothing', {}, [], ['http://127.0.0.1:8080', 'terrane-demo']],
  ['the environment', ELSEWHERE, [], ['https://other.example', 'other-project']],
  ['the key of the environment', { TERRANE_KEY: file }, [], ['https://key.example', 'key-project']],
  ['both', { ...ELSEWHERE, TERRANE_KEY: file }, [], ['https://other.example', 'other-project']],
  ['--key, whose tokens are for its server', ELSEWHERE, ['--key', file], ['https://key.example', 'key-project']],
  ['--url beside it', {}, ['--key', file, '--url', 'https://third.example/'], ['https://third.example', 'key-project']],
])('the server is said by %s', (_, variables, args, expected) => {
  expect(target(variables, ...args)).toEqual(expected);
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { servedBy } from '../../functions/shared/api/methods/served-by.ts';
import { METHOD_LIST } from '../../functions/shared/api/methods/table.ts';
import { API_VERSIONS } from '../../functions/shared/api/methods/versions.ts';
import { manifestFile, type Rewrite, rewrites } from './manifest.ts';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
const configuration = JSON.parse(read('../../firebase.json')) as {
  readonly hosting: { readonly rewrites: readonly Rewrite[] };
  readonly functions: readonly { readonly source: string; readonly runtime: string }[];
};

/** The function that Firebase Hosting leads a path to; undefined if it serves a file, or nothing. */
function ledTo(path: string): string | undefined {
  return configuration.hosting.rewrites.find(({ regex }) => new RegExp(regex, 'u').test(path))?.function.functionId;
}

describe('the Firebase emulator suite', () => {
  it('has the rewrites and the manifest that follow from the table of methods', () => {
    const stale = 'run `npm run reference` and `npm run format`';
    expect(configuration.hosting.rewrites, stale).toEqual(rewrites());
    expect(read('functions/functions.yaml'), stale).toBe(manifestFile());
  });

  it('leads every method to its function', () => {
    const wrong = METHOD_LIST.flatMap(([id, { verb, path, servedBy: wanted }]) => {
      const plain = path.replaceAll(/\{[a-zA-Z]+(?:=([^}]+))?\}/g, (_, pattern = '*') => pattern);
      return API_VERSIONS.flatMap((version) =>
        ['a', 'a/b.c/.d'].map((deep) => {
          const example = `/${version}/${plain.replaceAll('**', deep).replaceAll('*', '.some-name')}`;
          return { id, verb, example, wanted };
        }),
      );
    }).filter(({ verb, example, wanted }) => ledTo(example) !== wanted || servedBy(verb, example) !== wanted);
    expect(wrong).toEqual([]);
  });

  it('leads what is no method where it is understood, and wake-ups nowhere', () => {
    const led = {
      '/batch': 'batch',
      '/$discovery/rest': 'interactive',
      '/v1/unknown': 'interactive',
      '/token': 'interactive',
    };
    expect(Object.fromEntries(Object.keys(led).map((path) => [path, ledTo(path)]))).toEqual(led);
    for (const path of ['/tasks/sweep', '/tasks/chunk', '/batches', '/'])
      expect([path, ledTo(path)]).toEqual([path, undefined]);
  });

  it('runs the functions on the Node.js of the deployment', () => {
    const deployed = /runtime\s*=\s*"(nodejs\d+)"/.exec(read('../terraform/functions.tf'))?.[1];
    expect(configuration.functions.map(({ runtime }) => runtime)).toEqual([deployed]);
  });
});

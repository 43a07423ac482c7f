import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { METHOD_LIST } from '../../functions/shared/api/methods/table.ts';
import { SETTINGS } from '../../functions/shared/settings.ts';
import { DECODING, MOST_MEMORY, megabytesOf, memoryOf, SERVICES, servicesFile, threadsOf } from './services.ts';

function source(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

describe.each(Object.entries(SERVICES))('the service %s', (_, service) => {
  it('has the memory that it needs at its worst, and Cloud Run gives that with its cores', () => {
    expect(memoryOf(service) * 1024).toBeGreaterThanOrEqual(megabytesOf(service));
    expect(memoryOf(service)).toBeLessThanOrEqual(MOST_MEMORY[service.cores]!);
  });

  it('has a core for each job of a lane, and room for requests beside them', () => {
    expect(service.slots).toBeLessThanOrEqual(service.cores);
    expect(service.concurrency).toBeGreaterThan(service.slots);
    expect(service.warmThreads).toBeLessThanOrEqual(threadsOf(service));
  });
});

describe('the services', () => {
  it('of the cloud are those of this file', () => {
    const file = source('infra/terraform/services.tf.json');
    expect(file === servicesFile(), 'infra/terraform/services.tf.json is stale: run `npm run reference`').toBe(true);
  });

  it('run both functions, and the steps in one that nobody else reaches', () => {
    const used = new Set(METHOD_LIST.map(([, { servedBy }]) => servedBy));
    const open = Object.values(SERVICES).filter(({ isPublic }) => isPublic);
    expect(new Set(open.map(({ entryPoint }) => entryPoint))).toEqual(used);
    const closed = Object.entries(SERVICES).filter(([, { isPublic }]) => !isPublic);
    expect(closed.map(([name, { entryPoint }]) => [name, entryPoint])).toEqual([['steps', 'batch']]);
  });

  it('serve the endpoints that they are named after, with caches of their sizes', () => {
    const { locals } = JSON.parse(servicesFile()) as {
      readonly locals: { readonly services: { readonly [name: string]: { readonly environment: object } } };
    };
    const { interactive, 'high-volume': highVolume } = locals.services;
    expect(interactive?.environment).not.toHaveProperty('TERRANE_ENDPOINT');
    expect(highVolume?.environment).toMatchObject({
      TERRANE_ENDPOINT: 'high-volume',
      TERRANE_HIGH_VOLUME_CACHE_MEGABYTES: String(SERVICES['high-volume']?.blocks),
    });
    expect(SERVICES['high-volume']?.concurrency).toBeGreaterThan(SERVICES['interactive']?.concurrency ?? 0);
  });

  it('start as many threads as was reckoned with', () => {
    const pool = source('functions/shared/jobs/pool.ts');
    expect(pool).toContain('const MOST_THREADS = 3 * SLOTS + MEDIUM;');
    expect(Number(/const MEDIUM = (\d+);/.exec(pool)?.[1])).toBe(threadsOf({ ...SERVICES['steps']!, slots: 0 }));
  });

  it('decode as much at a time as was reckoned with', () => {
    const cache = source('functions/shared/raster/geotiff/block-cache.ts');
    expect(cache).toContain(`const DECODING_BYTES = ${DECODING} * 1024 * 1024;`);
  });

  it('leave a request its whole time, and Cloud Tasks the whole of its deadline', () => {
    for (const { entryPoint, seconds, isPublic } of Object.values(SERVICES)) {
      if (entryPoint === 'interactive') expect(seconds).toBeGreaterThan(SETTINGS.interactiveSeconds.read());
      if (!isPublic) expect(source('functions/shared/tasks/wake/wake.ts')).toContain(`const DEADLINE = ${seconds};`);
    }
  });
});

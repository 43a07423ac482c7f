import { describe, expect, test } from 'vitest';
import { route } from './router.ts';

const found = (verb: string, path: string) => {
  const { id, params } = route(verb, path);
  return { id, ...params };
};

describe('paths', () => {
  test.each([
    ['GET', '/v1/projects/demo-proj/algorithms', { id: 'projects.algorithms.list', parent: 'projects/demo-proj' }],
    ['POST', '/v1/projects/demo-proj/value:compute', { id: 'projects.value.compute', project: 'projects/demo-proj' }],
    [
      'GET',
      '/v1/projects/p/maps/abc/tiles/3/2/1',
      { id: 'projects.maps.tiles.get', parent: 'projects/p/maps/abc', zoom: '3', x: '2', y: '1' },
    ],
    [
      'POST',
      '/v1/projects/p/locations/eu/maps',
      { id: 'projects.locations.maps.create', parent: 'projects/p/locations/eu' },
    ],
    ['GET', '/v1/projects/p/assets/a/b', { id: 'projects.assets.get', name: 'projects/p/assets/a/b' }],
    ['GET', '/v1/projects/p/assets/', { id: 'projects.assets.get', name: 'projects/p/assets/' }],
    ['GET', '/v1/projects/p/assets', { id: 'projects.assets.get', name: 'projects/p/assets' }],
    ['POST', '/v1/projects/p/assets', { id: 'projects.assets.create', parent: 'projects/p' }],
    ['GET', '/v1/projects/p:listAssets', { id: 'projects.listAssets', parent: 'projects/p' }],
    ['GET', '/v1/projects/p/assets/a:listAssets', { id: 'projects.assets.listAssets', parent: 'projects/p/assets/a' }],
    ['POST', '/v1/projects/p/assets/a:getPixels', { id: 'projects.assets.getPixels', name: 'projects/p/assets/a' }],
    [
      'GET',
      '/v1/projects/p/thumbnails/t:getPixels',
      { id: 'projects.thumbnails.getPixels', name: 'projects/p/thumbnails/t' },
    ],
    ['GET', '/v1/projects/p/operations', { id: 'projects.operations.list', name: 'projects/p' }],
    ['GET', '/v1/projects/p/operations/x', { id: 'projects.operations.get', name: 'projects/p/operations/x' }],
    [
      'POST',
      '/v1/projects/p/operations/x:cancel',
      { id: 'projects.operations.cancel', name: 'projects/p/operations/x' },
    ],
    ['GET', '/v1/projects/p/config', { id: 'projects.getConfig', name: 'projects/p/config' }],
    ['GET', '/v1alpha/projects/p/config', { id: 'projects.getConfig', name: 'projects/p/config' }],
    ['GET', '/v1beta/projects/p/config', { id: 'projects.getConfig', name: 'projects/p/config' }],
    ['GET', '/v1/projects%2Fp%2Fassets%2Fa', { id: 'projects.assets.get', name: 'projects/p/assets/a' }],
    [
      'GET',
      '/v1/projects/example.com:proj/assets/a',
      { id: 'projects.assets.get', name: 'projects/example.com:proj/assets/a' },
    ],
    [
      'GET',
      '/v1/projects/example.com:proj:listAssets',
      { id: 'projects.listAssets', parent: 'projects/example.com:proj' },
    ],
  ])('%s %s', (verb, path, expected) => expect(found(verb, path)).toEqual(expected));
});

test.each([
  ['GET', '/'],
  ['GET', '/v1'],
  ['GET', '/v2/projects/p/algorithms'],
  ['GET', 'v1/projects/p/algorithms'],
  ['POST', '/v1/projects/p/algorithms'],
  ['GET', '/v1/projects/p/assets/a:unknownVerb'],
  ['GET', '/v1/projects/p/maps/a/b/tiles/1/2/3'],
  ['GET', '/v1/projects/p/maps/a/tiles/1/2'],
  ['PUT', '/v1/projects/p/assets/a'],
  ['GET', '/v1/projects//algorithms'],
])('%s %s is not a method', (verb, path) => {
  expect(() => route(verb, path)).toThrow(
    expect.objectContaining({ status: 'NOT_FOUND', message: 'Method not found.' }),
  );
});

test('a malformed escape is an invalid request', () => {
  expect(() => route('GET', '/v1/projects/%E0%A4%A/algorithms')).toThrow(/percent-encoded/);
});

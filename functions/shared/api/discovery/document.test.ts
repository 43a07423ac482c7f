import { expect, test } from 'vitest';
import { METHOD_LIST } from '../methods/table.ts';
import { discoveryDocument } from './document.ts';

const document = JSON.parse(JSON.stringify(discoveryDocument())) as {
  resources: Record<string, never>;
  schemas: Record<string, { properties: Record<string, unknown> }>;
};

function methodsOf(node: { methods?: object; resources?: object }): Record<string, Record<string, unknown>>[] {
  const own = Object.values(node.methods ?? {});
  return [...own, ...Object.values(node.resources ?? {}).flatMap(methodsOf)];
}

test('every method that there is has its place, and no other', () => {
  const ids = methodsOf(document).map(({ id }) => id);
  expect(ids.toSorted()).toEqual(METHOD_LIST.map(([id]) => `earthengine.${id}`).toSorted());
  expect(ids).toContain('earthengine.projects.value.compute');
});

test('every reference leads to a schema', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, name]) => name);
  expect(references.length).toBeGreaterThan(50);
  expect(references.filter((name) => !(name in document.schemas))).toEqual([]);
});

test('a method as the Python client needs it', () => {
  const create = methodsOf(document).find(({ id }) => String(id) === 'earthengine.projects.assets.create');
  expect(create).toEqual({
    id: 'earthengine.projects.assets.create',
    description: expect.stringContaining('folder'),
    httpMethod: 'POST',
    path: 'v1/{+parent}/assets',
    parameterOrder: ['parent'],
    parameters: {
      parent: { type: 'string', location: 'path', required: true, pattern: '^projects/[^/]+$' },
      assetId: { type: 'string', location: 'query' },
      overwrite: { type: 'boolean', location: 'query' },
    },
    request: { $ref: 'EarthEngineAsset' },
    response: { $ref: 'EarthEngineAsset' },
  });
});

test('paths with a verb and with any number of segments', () => {
  const pixels = methodsOf(document).find(({ id }) => String(id) === 'earthengine.projects.assets.getPixels');
  expect(pixels?.['path']).toBe('v1/{+name}:getPixels');
  expect(pixels?.['parameters']).toMatchObject({ name: { pattern: '^projects/[^/]+/assets/.*$' } });
});

test('schemas have the types of the API', () => {
  expect(document.schemas['PixelGrid'].properties['dimensions']).toEqual({ $ref: 'GridDimensions' });
  expect(document.schemas['ExportImageRequest'].properties['maxPixels']).toEqual({ type: 'string', format: 'int64' });
  expect(document.schemas['ListAssetsResponse'].properties).toHaveProperty('nextPageToken');
});

import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { UpdateAssetRequest } from './asset.ts';
import { ExportImageRequest } from './export.ts';
import { ImportImageRequest } from './import.ts';
import { ComputePixelsRequest, EarthEngineMap } from './pixels.ts';
import { invalidMessage } from './problems.ts';
import { ComputeValueRequest } from './value.ts';

function refusal(schema: z.ZodType, value: unknown): string {
  const checked = schema.safeParse(value, { reportInput: true });
  if (checked.success) throw new Error('It was accepted.');
  return invalidMessage(checked.error).message;
}

describe('the two clients write the same field differently', () => {
  test.each([
    ['1000000000', 50, 256],
    [{ value: '1000000000' }, { value: 50 }, { value: 256 }],
    [1000000000, '50', { value: '256' }],
  ])('numbers %#', (maxPixels, priority, tileSize) => {
    const request = { maxPixels, priority, fileExportOptions: { geoTiffOptions: { tileSize } } };
    expect(ExportImageRequest.parse(request)).toEqual({
      maxPixels: 1e9,
      priority: 50,
      fileExportOptions: { geoTiffOptions: { tileSize: 256 } },
    });
  });

  test.each([
    ['9223372036854775807', 2147483647],
    ['-9223372036854775808', -2147483648],
  ])('the largest numbers: %s, %i', (maxPixels, maxWorkers) => {
    expect(ExportImageRequest.parse({ maxPixels, maxWorkers })).toEqual({ maxPixels: Number(maxPixels), maxWorkers });
  });

  test.each<object>([
    { maxPixels: '9223372036854775808' },
    { maxPixels: '-9223372036854775809' },
    { maxPixels: 2 ** 63 },
    { maxPixels: '1'.repeat(400) },
    { maxPixels: '' },
    { maxPixels: '1.0' },
    { maxWorkers: 2 ** 31 },
    { maxWorkers: '2147483648' },
    { maxWorkers: -(2 ** 31) - 1 },
  ])('larger ones are refused: %j', (request) => {
    expect(refusal(ExportImageRequest, request)).toMatch(/^Invalid value at 'max(Pixels|Workers)' \(TYPE_INT(64|32)\)/);
  });

  test('gamma', () => {
    for (const gamma of [1.5, '1.5', { value: 1.5 }]) {
      expect(EarthEngineMap.parse({ visualizationOptions: { gamma } })).toEqual({
        visualizationOptions: { gamma: 1.5 },
      });
    }
  });

  test('masks', () => {
    const mask = (updateMask: unknown) => UpdateAssetRequest.parse({ updateMask }).updateMask;
    expect(mask('start_time,properties."a,b"')).toEqual(['start_time', 'properties."a,b"']);
    expect(mask({ paths: ['start_time', 'properties'] })).toEqual(['start_time', 'properties']);
  });

  test('policies', () => {
    const policy = (pyramidingPolicy: unknown) =>
      ExportImageRequest.parse({ assetExportOptions: { pyramidingPolicy } });
    expect(policy('mean')).toEqual(policy('MEAN'));
  });

  test('null is the same as nothing, at any depth', () => {
    const request = { expression: null, bandIds: null, grid: { dimensions: null, crsCode: 'EPSG:4326' } };
    expect(ComputePixelsRequest.parse(request)).toEqual({ grid: { crsCode: 'EPSG:4326' } });
  });

  test('times are brought to UTC', () => {
    const manifest = { startTime: '2020-01-01T02:00:00+02:00', endTime: '2020-01-01T00:00:00.123456Z' };
    expect(ImportImageRequest.parse({ imageManifest: manifest }).imageManifest).toEqual({
      startTime: '2020-01-01T00:00:00.000Z',
      endTime: '2020-01-01T00:00:00.123Z',
    });
  });

  test('times are of the years 1 to 9999, and of days that there are', () => {
    expect(ImportImageRequest.parse({ imageManifest: { endTime: '9999-12-31T23:59:59.999999999Z' } })).toEqual({
      imageManifest: { endTime: '9999-12-31T23:59:59.999Z' },
    });
    for (const startTime of [
      '9999-12-31T23:59:59-01:00',
      '0000-12-31T00:00:00Z',
      '2100-02-30T00:00:00Z',
      '2100-01-01T24:00:00Z',
      '2100-01-01T00:00:00123Z',
    ]) {
      expect(refusal(ImportImageRequest, { imageManifest: { startTime } }), startTime).toContain('(TYPE_TIMESTAMP)');
    }
  });
});

test('expressions are not looked into', () => {
  const values = { 0: { anything: NaN } };
  expect(ComputeValueRequest.parse({ expression: { result: '0', values } }).expression?.values).toBe(values);
});

describe('what does not fit is told in the words of the service', () => {
  test.each([
    [{ foo: 1 }, 'Invalid JSON payload received. Unknown name "foo": Cannot find field.'],
    [{ grid: { foo: 1 } }, `Invalid JSON payload received. Unknown name "foo" at 'grid': Cannot find field.`],
    [{ grid: { dimensions: { width: 'x' } } }, `Invalid value at 'grid.dimensions.width' (TYPE_INT32), "x"`],
    [{ grid: { dimensions: { width: 1.5 } } }, `Invalid value at 'grid.dimensions.width' (TYPE_INT32), 1.5`],
    [
      { grid: { dimensions: { width: 2 ** 40 } } },
      `Invalid value at 'grid.dimensions.width' (TYPE_INT32), 1099511627776`,
    ],
    [{ grid: { dimensions: { width: -1 } } }, `Invalid value at 'grid.dimensions.width': must not be negative.`],
    [
      { grid: { dimensions: { width: [] } } },
      `Invalid JSON payload received. Unknown name "width" at 'grid.dimensions': Proto field is not repeating, cannot start list.`,
    ],
    [{ grid: 'x' }, `Invalid value at 'grid' (type.googleapis.com/google.earthengine.v1.PixelGrid), "x"`],
    [
      { visualizationOptions: { ranges: [{ min: 0 }, { min: true }] } },
      `Invalid value at 'visualizationOptions.ranges[1].min' (TYPE_DOUBLE), true`,
    ],
    [
      { fileFormat: 'BMP' },
      `Invalid value at 'fileFormat' (type.googleapis.com/google.earthengine.v1.ImageFileFormat), "BMP"`,
    ],
    [
      { fileFormat: 'toString' },
      `Invalid value at 'fileFormat' (type.googleapis.com/google.earthengine.v1.ImageFileFormat), "toString"`,
    ],
    [{ bandIds: 5 }, `Invalid value at 'bandIds[0]' (TYPE_STRING), 5`],
    [{ band_ids: ['a'], bandIds: ['b'] }, `Invalid JSON payload received. Unknown name "band_ids": Cannot find field.`],
    [{ bandIds: Array(1025).fill('a') }, `Invalid value at 'bandIds': must have at most 1024 entries. Got 1025.`],
    [
      { grid: { crsCode: 'a', crsWkt: 'b' } },
      `Invalid value at 'grid' (oneof), oneof field 'crsCode' is already set. Cannot set 'crsWkt'`,
    ],
    [
      { expression: [] },
      `Invalid value at 'expression' (type.googleapis.com/google.earthengine.v1.Expression), a list`,
    ],
    [{ expression: { result: 0 } }, `Invalid value at 'expression.result' (TYPE_STRING), 0`],
  ])('%j', (value, message) => expect(refusal(ComputePixelsRequest, value)).toBe(message));

  test('fields may have the names of the protocol buffer, and a list of one may be its value alone', () => {
    const grid = { crs_code: 'EPSG:4326', affine_transform: { scale_x: 2 } };
    expect(ComputePixelsRequest.parse({ file_format: 'PNG', band_ids: 'B1', grid })).toEqual({
      fileFormat: 'PNG',
      bandIds: ['B1'],
      grid: { crsCode: 'EPSG:4326', affineTransform: { scaleX: 2 } },
    });
  });

  test('limits of exports', () => {
    expect(refusal(ExportImageRequest, { priority: 10_000 })).toContain('between 0 and 9999');
    expect(refusal(ExportImageRequest, { requestId: 'a'.repeat(61) })).toContain('at most 60');
    expect(refusal(ExportImageRequest, { requestId: 'a b' })).toContain("letters, digits and '-'");
  });
});

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, constant, LANDSAT, sharedTerrane } from '../terrane.ts';

/** Debian's Python has GDAL's bindings; others on the path may not. */
const PYTHON = '/usr/bin/python3';
const hasGdal = spawnSync(PYTHON, ['-c', 'import numpy, osgeo.gdal']).status === 0;
const SCENE = fileURLToPath(new URL('../../../samples/landsat7-olinda.tif', import.meta.url));
const SCRIPT = fileURLToPath(new URL('./compare.py', import.meta.url));

describe.skipIf(!hasGdal)('against GDAL (skipped where its Python bindings are missing)', () => {
  const subject = sharedTerrane();
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'terrane-gdal-'));
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
  });

  const compare = (...args: (string | number)[]) =>
    JSON.parse(execFileSync(PYTHON, [SCRIPT, ...args.map(String)], { encoding: 'utf8' }));
  const save = (name: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const ndvi = call('Image.rename', {
    input: call('Image.normalizedDifference', { input: LANDSAT, bandNames: constant(['B4', 'B3']) }),
    names: constant(['NDVI']),
  });

  it('exports an NDVI that is GDAL’s, bit for bit, in a valid Cloud Optimized GeoTIFF', async () => {
    const file = save('ndvi.tif', await subject.export(ndvi, { geoTiffOptions: { cloudOptimized: true } }));
    expect(compare('ndvi', SCENE, file)).toEqual({
      equal: 1,
      size: [349, 352],
      crs: 'EPSG:31985',
      transform: compare('describe', SCENE).transform,
      bands: ['NDVI'],
      type: 'Float32',
      nodata: 'nan',
      overviews: 1,
      block: [256, 256],
    });
    expect(compare('valid_cog', file)).toMatchObject({ valid: true });
  });

  it('exports to another reference system and scale, nearest neighbour', async () => {
    const degrees = call('Image.setDefaultProjection', {
      image: LANDSAT,
      crs: constant('EPSG:32725'),
      crsTransform: constant([1, 0, 0, 0, -1, 0]),
    });
    const region = call('GeometryConstructors.Polygon', {
      coordinates: constant([
        [
          [-34.9, -8.03],
          [-34.85, -8.03],
          [-34.85, -7.98],
          [-34.9, -7.98],
        ],
      ]),
      geodesic: constant(false),
    });
    const image = call('Image.clipToBoundsAndScale', { input: degrees, geometry: region, scale: constant(20) });
    const file = save('warped.tif', await subject.export(image, { geoTiffOptions: { noData: { floatValue: 0 } } }));
    const result = compare('warp', SCENE, file);
    expect(result).toMatchObject({
      crs: 'EPSG:32725',
      bands: ['B1', 'B2', 'B3', 'B4', 'B5', 'B7'],
      type: 'Byte',
      nodata: '0.0',
    });
    // Pixels of 20 m on corners that are multiples of 20 m.
    expect([result.transform[1], result.transform[5], result.transform[0] % 20]).toEqual([20, -20, 0]);
    expect(result.equal).toBeGreaterThan(0.995);
    expect(result.valid).toBeGreaterThan(0.99);
  });

  it.each([
    ['bilinear', 'bilinear'],
    ['bicubic', 'cubic'],
  ])('interpolates as GDAL does: %s', async (mode, algorithm) => {
    const red = call('Image.select', { input: LANDSAT, bandSelectors: constant(['B3']) });
    const smooth = call('Image.resample', { image: red, mode: constant(mode) });
    const placed = call('Image.setDefaultProjection', { image: smooth, crs: constant('EPSG:32725') });
    const region = call('GeometryConstructors.Rectangle', {
      coordinates: constant([-34.9, -8.03, -34.85, -7.98]),
      geodesic: constant(false),
    });
    const image = call('Image.clipToBoundsAndScale', { input: placed, geometry: region, scale: constant(11) });
    const file = save(`${mode}.tif`, await subject.export(image));
    const source = save('red.tif', await subject.export(red));
    const result = compare('resample', source, file, algorithm);
    expect(result).toMatchObject({ type: 'Float32', crs: 'EPSG:32725' });
    expect(result.inner).toBeGreaterThan(0.9);
    // Positions are off by a hundredth of a pixel at most, over which bright roofs differ by half a step.
    expect(result.close).toBeGreaterThan(0.999);
    expect(result.mean).toBeLessThan(0.05);
  });

  it.each([
    [10, 412, 534],
    [12, 1651, 2139],
    [14, 6605, 8556],
  ])('puts the map tile %i/%i/%i where gdalwarp does', async (zoom, x, y) => {
    const { readObject } = await import('../../../functions/shared/google/read-object.ts');
    const asset = await subject.api.find<object>('projects/terrane-demo/assets/landsat7-olinda');
    expect(asset).toBeDefined();
    const { findAsset } = await import('../../../functions/shared/catalog/store.ts');
    const { parseAssetName } = await import('../../../functions/shared/catalog/names.ts');
    const record = await findAsset(parseAssetName('projects/terrane-demo/assets/landsat7-olinda'));
    const [raster] = record?.rasters ?? [];
    // The asset's own file, whose overviews the tile is made from.
    const cog = await readObject(raster);
    const picture = call('Image.visualize', {
      image: LANDSAT,
      bands: constant(['B4', 'B3', 'B2']),
      min: constant(20),
      max: constant(140),
    });
    const png = save(`tile-${zoom}.png`, await subject.tile(picture, zoom, x, y));
    const result = compare('tile', save('asset.tif', cog), png, zoom, x, y, 20, 140);
    expect(result.equal).toBeGreaterThanOrEqual(0.995);
    expect(result.valid).toBeGreaterThan(0.05);
  });
});

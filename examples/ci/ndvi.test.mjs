/**
 * A test of an Earth Engine script, without an account: `terrane exec -- node --test examples/ci/ndvi.test.mjs`.
 * `terrane exec` has started a server with the samples, and says where it is.
 */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import ee from '@google/earthengine';

const { TERRANE_URL: url, TERRANE_PROJECT: project } = process.env;

before(async () => {
  assert.ok(url, 'Run this by: terrane exec -- node --test examples/ci/ndvi.test.mjs');
  ee.data.setAuthToken('', 'Bearer', 'any', 3600, [], undefined, false);
  await new Promise((resolve, reject) => ee.initialize(url, url, resolve, reject, null, project));
});

/** The value of a computed object. */
function value(object) {
  return new Promise((resolve, reject) =>
    object.evaluate((result, error) => (error === undefined ? resolve(result) : reject(new Error(error)))),
  );
}

/** What is tested: the share of a region that is green. */
function greenShare(scene, region) {
  const ndvi = scene.normalizedDifference(['B4', 'B3']);
  return ndvi.gt(0.2).reduceRegion({ reducer: ee.Reducer.mean(), geometry: region, scale: 30 }).getNumber('nd');
}

test('a forest is greener than the sea', async () => {
  const scene = ee.Image('projects/terrane-demo/assets/landsat7-olinda');
  const forest = await value(greenShare(scene, ee.Geometry.Point(-34.905, -7.965).buffer(500)));
  const sea = await value(greenShare(scene, ee.Geometry.Point(-34.832, -8.02).buffer(300)));
  assert.ok(forest > 0.5, `of the forest ${forest} is green`);
  assert.ok(sea < 0.05, `of the sea ${sea} is green`);
});

test('band math is exact', async () => {
  const five = ee.Image.constant(2).add(3).reduceRegion(ee.Reducer.first(), ee.Geometry.Point(0, 0), 1000);
  assert.deepEqual(await value(five), { constant: 5 });
});

import fc from 'fast-check';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { DEMO_PROJECT } from '../../../infra/local/samples.ts';
import { call, constant, LANDSAT, sharedTerrane } from '../terrane.ts';

/**
 * One rule says where an image has pixels. Whichever way they are asked for, the same pixel of the same image has the same value: by
 * reduceRegion, reduceRegions, sample, getRegion, computePixels and a map tile, inside and outside of what the image is made from.
 */

const test = sharedTerrane();
const BAND = call('Image.select', { input: LANDSAT, bandSelectors: constant(['B1']) });
const ELEVATION = call('Image.load', { id: constant('CGIAR/SRTM90_V4') });
const ZOOM = 11;
const SIZE = (2 * Math.PI * 6378137) / 2 ** ZOOM;
const ORIGIN = Math.PI * 6378137;

/** The centre of the sample scene, and about half its width, in degrees. */
const [LONGITUDE, LATITUDE, REACH] = [-34.9, -7.99, 0.08];

const place = fc.tuple(
  fc.double({ min: -1.6, max: 1.6, noNaN: true }).map((t) => LONGITUDE + t * REACH),
  fc.double({ min: -1.6, max: 1.6, noNaN: true }).map((t) => LATITUDE + t * REACH),
);
const region = fc.tuple(place, fc.integer({ min: 300, max: 9000 })).map(([coordinates, distance]) =>
  call('Geometry.buffer', {
    geometry: call('GeometryConstructors.Point', { coordinates: constant(coordinates) }),
    distance: constant(distance),
  }),
);
const integer = fc.integer({ min: 1, max: 200 });
const number = (value: number) => call('Image.constant', { value: constant(value) });
const square = (radius: number) => call('Kernel.square', { radius: constant(radius) });
const mercator = (scale: number) => ({ crs: constant('EPSG:3857'), scale: constant(scale) });

/** An image of one band under the one name that all have here. */
const named = (input: object) => call('Image.rename', { input, names: constant(['v']) });

/** Images of one band of integers that fit into a byte. */
const { image } = fc.letrec<{ image: object; leaf: object }>((tie) => {
  const some = tie('image');
  return {
    leaf: fc
      .oneof(
        fc.constant(BAND),
        fc.constant(call('Image.toUint8', { value: call('Image.min', { image1: ELEVATION, image2: number(200) }) })),
        integer.map(number),
      )
      .map(named),
    image: fc
      .oneof(
        { depthSize: 'small', withCrossShrink: true },
        tie('leaf'),
        fc
          .tuple(some, integer, fc.boolean())
          .map(([input, value, sameFootprint]) =>
            call('Image.unmask', { input, value: number(value), sameFootprint: constant(sameFootprint) }),
          ),
        fc
          .tuple(some, some, fc.boolean())
          .map(([input, value, sameFootprint]) =>
            call('Image.unmask', { input, value, sameFootprint: constant(sameFootprint) }),
          ),
        fc.tuple(some, some).map(([bottom, top]) => call('Image.blend', { bottom, top })),
        fc.tuple(some, region).map(([input, geometry]) => call('Image.clip', { input, geometry })),
        fc.tuple(some, some).map(([image1, image2]) => call('Image.max', { image1, image2 })),
        fc.tuple(some, some, integer).map(([input, other, limit]) =>
          call('Image.updateMask', {
            image: input,
            mask: call('Image.gt', { image1: other, image2: number(limit) }),
          }),
        ),
        fc.tuple(some, some, some).map(([input, test, value]) => call('Image.where', { input, test, value })),
        some.map((image) => call('Image.mask', { image })),
        some.map((input) => call('Image.mask', { image: input, mask: number(1) })),
        fc.tuple(some, some).map(([a, b]) =>
          call('ImageCollection.mosaic', {
            collection: call('ImageCollection.fromImages', { images: { arrayValue: { values: [a, b] } } }),
          }),
        ),
        fc
          .tuple(some, fc.integer({ min: 40, max: 900 }))
          .map(([image, scale]) => call('Image.reproject', { image, ...mercator(scale) })),
        fc
          .tuple(some, fc.integer({ min: 40, max: 900 }))
          .map(([image, scale]) => call('Image.setDefaultProjection', { image, ...mercator(scale) })),
        fc
          .tuple(some, fc.constantFrom('focalMax', 'focalMin', 'focalMode'))
          .map(([image, name]) => call(`Image.${name}`, { image, kernel: square(1) })),
        some.map((image) =>
          call('Image.reduceNeighborhood', {
            image,
            reducer: call('Reducer.max', {}),
            kernel: square(1),
            skipMasked: constant(false),
          }),
        ),
        fc
          .tuple(some, fc.integer({ min: -3000, max: 3000 }))
          .map(([input, x]) => call('Image.translate', { input, x: constant(x), y: constant(-x) })),
        fc.tuple(some, some).map(([dstImg, srcImg]) =>
          call('Image.reduce', {
            image: call('Image.addBands', { dstImg, srcImg }),
            reducer: call('Reducer.max', {}),
          }),
        ),
        some.map((input) => call('Image.selfMask', { image: input })),
        some.map((input) => call('Image.connectedPixelCount', { input, maxSize: constant(5) })),
        fc.tuple(some, some).map(([a, b]) =>
          call('Image.arrayGet', {
            image: call('Image.toArray', {
              image: call('Image.addBands', { dstImg: a, srcImg: b }),
              axis: constant(0),
            }),
            position: number(1),
          }),
        ),
      )
      .map(named),
  };
});

/** The pixel of a zoom that a place is in: tile, and column and row in it; its centre in metres. */
function pixelAt([longitude, latitude]: readonly [number, number]) {
  const x = (longitude * Math.PI * 6378137) / 180;
  const y = Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) * 6378137;
  const pixel = SIZE / 256;
  const [column, row] = [Math.floor((x + ORIGIN) / pixel), Math.floor((ORIGIN - y) / pixel)];
  return {
    tile: [Math.floor(column / 256), Math.floor(row / 256)],
    inTile: [column % 256, row % 256],
    centre: [(column + 0.5) * pixel - ORIGIN, ORIGIN - (row + 0.5) * pixel],
    transform: [pixel, 0, column * pixel - ORIGIN, 0, -pixel, ORIGIN - row * pixel],
  };
}

async function fromTile(node: object, [x, y]: number[], [column, row]: number[]): Promise<number | null> {
  const png = await test.tile(node, ZOOM, x, y);
  const { data } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (row * 256 + column) * 4;
  return data[at + 3] === 0 ? null : data[at];
}

async function fromPixels(
  node: object,
  [scaleX, , translateX, , scaleY, translateY]: number[],
): Promise<number | null> {
  const response = await fetch(`${test.url}/v1/projects/${DEMO_PROJECT}/image:computePixels`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      expression: { result: '0', values: { 0: node } },
      fileFormat: 'PNG',
      grid: {
        crsCode: 'EPSG:3857',
        dimensions: { width: 1, height: 1 },
        affineTransform: { scaleX, translateX, scaleY, translateY, shearX: 0, shearY: 0 },
      },
      visualizationOptions: { ranges: [{ min: 0, max: 255 }] },
    }),
  });
  if (!response.ok) throw new Error(await response.text());
  const { data } = await sharp(Buffer.from(await response.arrayBuffer()))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data[3] === 0 ? null : data[0];
}

it('all ways to ask for a pixel agree', async () => {
  await fc.assert(
    fc.asyncProperty(image, fc.array(place, { minLength: 2, maxLength: 4 }), async (made, places) => {
      const node = call('Image.toUint8', { value: made });
      const shown = call('Image.visualize', { image: node, min: constant(0), max: constant(255) });
      for (const at of places) {
        const { tile, inTile, centre, transform } = pixelAt(at);
        const point = call('GeometryConstructors.Point', { coordinates: constant(centre), crs: constant('EPSG:3857') });
        const grid = { crs: constant('EPSG:3857'), crsTransform: constant(transform) };
        const first = call('Reducer.first', {});
        const features = call('Collection', {
          features: { arrayValue: { values: [call('Feature', { geometry: point, metadata: constant({}) })] } },
        });
        const collection = call('ImageCollection.fromImages', { images: { arrayValue: { values: [node] } } });
        const [reduced, regions, sampled, series] = (await test.compute({
          arrayValue: {
            values: [
              call('Image.reduceRegion', { image: node, reducer: first, geometry: point, ...grid }),
              call('Image.reduceRegions', { image: node, reducer: first, collection: features, ...grid }),
              call('Image.sample', {
                image: node,
                region: point,
                projection: call('Projection', { crs: constant('EPSG:3857'), transform: constant(transform) }),
                dropNulls: constant(false),
              }),
              call('ImageCollection.getRegion', { collection, geometry: point, ...grid }),
            ],
          },
        })) as [
          { v: number | null },
          { features: [{ properties: { first?: number } }] },
          { features: { properties: { v?: number } }[] },
          unknown[][],
        ];
        const ways = {
          reduceRegion: reduced.v,
          reduceRegions: regions.features[0].properties.first ?? null,
          sample: sampled.features[0]?.properties.v ?? null,
          getRegion: series[1]?.[4] ?? null,
          computePixels: await fromPixels(shown, transform),
          tile: await fromTile(shown, tile, inTile),
        };
        expect(new Set(Object.values(ways)).size, JSON.stringify({ ways, at })).toBe(1);
      }
    }),
    { numRuns: Number(process.env['AGREEMENT_RUNS'] ?? 40) },
  );
});

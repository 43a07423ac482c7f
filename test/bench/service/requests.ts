import { call, constant, expression, load, type Node, ndvi } from './expressions.ts';
import { type Round, type Row, rowOf } from './row.ts';
import type { Scene, Session } from './session.ts';
import { type Spent, spent } from './spent.ts';
import { STACK_SIDE, stackImage } from './stack.ts';

const POLYGONS = 100;
const IMAGES = 50;
/** The scene's first corner and pixels, in metres: those of `makeScene`. */
const [WEST, NORTH, METRES] = [200_000, 9_200_000, 10];

/** Irregular octagons of some hundred metres to some kilometres, in the scene's own coordinates. */
export function polygonsOn({ side }: Scene): object[] {
  let state = 7;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: POLYGONS }, () => {
    const radius = METRES * (20 + 100 * random());
    const place = () => radius + random() * (side * METRES - 2 * radius);
    const [x, y] = [WEST + place(), NORTH - place()];
    const ring = Array.from({ length: 8 }, (_, i) => {
      const part = radius * (0.5 + 0.5 * random());
      return [x + part * Math.cos((i * Math.PI) / 4), y + part * Math.sin((i * Math.PI) / 4)];
    });
    return { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
  });
}

/** The mean NDVI of polygons, in one request, of a scene that has just been imported (of the peer: opened), and again. */
export async function measureRegions(session: Session, scene: Scene, rounds: number): Promise<Row[]> {
  const polygons = polygonsOn(scene);
  const passes: [Round[], Round[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const asset = session.asset(`regions-${round}`);
    await session.importImage(`scene-${scene.side}.tif`, asset);
    const request = { expression: expression(meansOf(ndvi(load(asset)), polygons)) };
    const own: Spent[] = [];
    for (const _ of passes) own.push(await spent(() => session.ask('value:compute', request)));
    const answer = await session.peer?.ask('zonal', scene.path, polygons, [3, 4]);
    passes.forEach((pass, i) => {
      const peer = answer && { wall: (answer.result as number[])[i], cpu: answer.cpu / 2 };
      pass.push({ own: own[i], peer });
    });
  }
  return [
    rowOf(`mean NDVI of ${POLYGONS} polygons, warm`, 'rasterio', passes[1], 'ms', 0.12),
    rowOf(`mean NDVI of ${POLYGONS} polygons, cold`, 'rasterio', passes[0], 'ms', 0.6),
  ];
}

export function meansOf(image: Node, polygons: readonly object[]): Node {
  const features = polygons.map((geometry) =>
    call('Feature', {
      geometry: call('GeometryConstructors.Polygon', {
        coordinates: constant((geometry as { coordinates: unknown }).coordinates),
        crs: call('Projection', { crs: constant('EPSG:32725') }),
        geodesic: constant(false),
      }),
    }),
  );
  const means = call('Image.reduceRegions', {
    image,
    collection: call('Collection', { features: { arrayValue: { values: features } } }),
    reducer: call('Reducer.mean', {}),
    scale: constant(METRES),
    crs: constant('EPSG:32725'),
  });
  return call('AggregateFeatureCollection.array', { collection: means, property: constant('mean') });
}

/** The median of a stack of images, computed and sent as NPY; of the peer: read and computed. */
export async function measureStack(session: Session, rounds: number): Promise<Row> {
  const paths: string[] = [];
  const images: Node[] = [];
  for (let i = 0; i < IMAGES; i++) {
    paths.push(await session.put(`stack-${i}.tif`, stackImage(i)));
    const asset = session.asset(`stack-${i}`);
    await session.importImage(`stack-${i}.tif`, asset);
    images.push(load(asset));
  }
  const collection = call('ImageCollection.fromImages', { images: { arrayValue: { values: images } } });
  const median = call('reduce.median', { collection });
  const grid = {
    dimensions: { width: STACK_SIDE, height: STACK_SIDE },
    affineTransform: { scaleX: METRES, translateX: WEST, scaleY: -METRES, translateY: NORTH },
    crsCode: 'EPSG:32725',
  };
  const request = { expression: expression(median), fileFormat: 'NPY', grid };
  await session.ask('image:computePixels', request);
  const pairs: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const own = await spent(() => session.ask('image:computePixels', request));
    pairs.push({ own, peer: await session.peer?.ask('median', paths) });
  }
  return rowOf(`median of ${IMAGES} images of ${STACK_SIDE} x ${STACK_SIDE}`, 'NumPy', pairs, 'ms', 0.4);
}

import { wrong } from '../../../errors.ts';
import type { Geometry } from '../../../geometry/geometry.ts';
import { gridOf, type PixelWindow, tilesOf } from '../../../raster/grid.ts';
import type { Image } from '../../../raster/image.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { Projection } from '../../../raster/projection.ts';
import { Collection } from '../../collection/collection.ts';
import { deferred } from '../../collection/cursor.ts';
import { keptElements } from '../../collection/kept-elements.ts';
import { withNamedErrors } from '../../collection/named-errors.ts';
import type { Context } from '../../context.ts';
import { algorithm } from '../../declare.ts';
import { geometryType } from '../../geometry/types.ts';
import * as t from '../../language/types.ts';
import { defaulted, optional, required } from '../../parameter.ts';
import { BOUNDED } from '../example-image.ts';
import { projectionOf } from '../grid.ts';
import { imageType } from '../image-type.ts';
import { firstBand, plainBand } from '../needed-bands.ts';
import { pixelWeights } from '../region-weights.ts';
import { drawer } from './draw.ts';
import { PIECE, sampleProperties, samples } from './pixels-as-features.ts';
import { samplingWindow } from './sampling-window.ts';

/** Most classes of a sample. */
const MAX_CLASSES = 10_000;

/** Some pixels of a class: those with the smallest numbers that were drawn for them. */
class Lots {
  readonly #most: number;
  #pixels: { readonly lot: number; readonly index: number }[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(lot: number, index: number): void {
    this.#pixels.push({ lot, index });
    if (this.#pixels.length > 2 * this.#most + 100) this.#cut();
  }

  #cut(): void {
    this.#pixels = this.#pixels.toSorted((a, b) => a.lot - b.lot).slice(0, this.#most);
  }

  indices(): number[] {
    this.#cut();
    return this.#pixels.map(({ index }) => index);
  }
}

interface Strata {
  readonly image: Image;
  /** The index of the band of the classes. */
  readonly band: number;
  readonly region: Geometry | null;
  readonly projection: Projection;
  readonly dropNulls: boolean;
  readonly pointsOf: (value: number) => number;
  readonly draw: (index: number) => number;
}

/** The numbers in the region of the pixels that are taken. */
async function chosenPixels(strata: Strata, window: PixelWindow, context: Context): Promise<ReadonlySet<number>> {
  const { image, band, region, projection, dropNulls, pointsOf, draw } = strata;
  const classes = new Map<number, Lots>();
  const asked = dropNulls ? image.bands : [image.bands[band]];
  let index = 0;
  for (const piece of tilesOf(window, PIECE)) {
    const grid = gridOf(projection, piece);
    const inside = region ? pixelWeights(region, false)(grid) : undefined;
    context.spend(piece.width * piece.height);
    const tiles = await computeBands(asked, grid, context.pixels);
    const { values } = tiles[dropNulls ? band : 0];
    for (let i = 0; i < values.length; i++) {
      if (inside !== undefined && inside[i] === 0) continue;
      const number = index++;
      if (tiles.some(({ mask }) => mask !== undefined && mask[i] === 0)) continue;
      const value = Math.trunc(values[i]);
      let lots = classes.get(value);
      if (lots === undefined) {
        if (classes.size >= MAX_CLASSES) throw wrong(`The class band has more than ${MAX_CLASSES} classes.`);
        lots = new Lots(pointsOf(value));
        classes.set(value, lots);
      }
      lots.add(draw(number), number);
    }
  }
  return new Set([...classes.values()].flatMap((lots) => lots.indices()));
}

/** Samples by class. */
export const STRATIFIED_SAMPLE = [
  algorithm({
    name: 'Image.stratifiedSample',
    description: 'Random pixels of a region as features: so many of each class of a band of integers.',
    returns: 'FeatureCollection',
    keeps: true,
    parameters: {
      image: required(imageType),
      numPoints: required(t.integer),
      classBand: optional(t.string),
      region: optional(geometryType),
      scale: optional(t.float),
      projection: optional(t.projection),
      seed: defaulted(t.integer, 0),
      classValues: optional(t.list(t.integer)),
      classPoints: optional(t.list(t.integer)),
      dropNulls: defaulted(t.boolean, true),
      tileScale: defaulted(t.float, 1),
      geometries: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: { image: BOUNDED, numPoints: 1 },
        result: {
          type: 'FeatureCollection',
          properties: { band_order: ['constant'] },
          columns: {},
          features: [{ type: 'Feature', geometry: null, id: '0', properties: { constant: 7 } }],
        },
      },
    ],
    run: (args, context, origin) => {
      const { image, numPoints, classBand, region, classValues, classPoints, dropNulls, geometries } = args;
      const first = firstBand(image);
      if (numPoints < 0) throw wrong(`'numPoints' must not be negative. Got ${numPoints}.`);
      if (classValues?.length !== classPoints?.length)
        throw wrong("'classValues' and 'classPoints' must have the same length, or both be null.");
      const classes = classBand === null ? first : image.band(classBand, 'Image.stratifiedSample');
      const band = image.bands.indexOf(plainBand(classes));
      const projection = projectionOf(args.projection ?? first.projection, null, args.scale);
      const window = samplingWindow(image, region, projection);
      const points = new Map(classValues?.map((value, i) => [value, Math.max(0, classPoints?.[i] ?? 0)]));
      const strata: Strata = {
        image,
        band,
        region,
        projection,
        dropNulls,
        pointsOf: (value) => points.get(value) ?? numPoints,
        draw: drawer(args.seed),
      };
      const open = () =>
        deferred(async () => {
          const chosen = await chosenPixels(strata, window, context);
          const sampling = {
            image,
            region,
            projection,
            dropNulls,
            geometries,
            chosen: (index: number) => chosen.has(index),
          };
          return samples(sampling, window, context);
        });
      const passes = keptElements(withNamedErrors('Image.stratifiedSample', open), origin, context);
      return new Collection('FeatureCollection', passes, {
        properties: sampleProperties(image),
      });
    },
  }),
];

import { wrong } from '../../errors.ts';
import type { Geometry } from '../../geometry/geometry.ts';
import { withFootprint } from '../../raster/band-footprint.ts';
import { type Box, boxOf, imageWindow, transformBox, windowOf } from '../../raster/extent.ts';
import type { Footprint } from '../../raster/footprint.ts';
import type { PixelWindow } from '../../raster/grid.ts';
import type { Image } from '../../raster/image.ts';
import { loaded } from '../../raster/pixels/node.ts';
import { ReprojectLoader } from '../../raster/pixels/reproject.ts';
import { Projection, WGS84 } from '../../raster/projection.ts';
import { Collection } from '../collection/collection.ts';
import { algorithm } from '../declare.ts';
import { geometryType, regionType } from '../geometry/types.ts';
import * as t from '../language/types.ts';
import { optional, type ParameterType, required } from '../parameter.ts';
import { clipToFeatures } from '../vector-image/clip.ts';
import { BOX, imageReply } from './example-image.ts';
import { clipImage, extent, geometryBox, projectionOf } from './grid.ts';
import { imageType } from './image-type.ts';
import { firstBand } from './needed-bands.ts';

/** The image with another projection and extent of its bands, without resampling: the grid that is used if a request names none. */
function placeOn(image: Image, projection: Projection, window: PixelWindow): Image {
  return image.withBands(image.bands.map((band) => ({ ...band, projection, ...extent(window) })));
}

/** The size of the result as the arguments give it. */
interface Size {
  readonly width: number | null;
  readonly height: number | null;
  readonly maxDimension: number | null;
  readonly scale: number | null;
}

/** The projection and its pixels that cover a box with the size asked for. */
function sizedGrid(base: Projection, box: Box, size: Size): [Projection, PixelWindow] {
  const { width, height, maxDimension, scale } = size;
  if (scale !== null) {
    const projection = projectionOf(base, null, scale);
    return [projection, windowOf(box, projection.transform)];
  }
  const [w, h] = [box[2] - box[0], box[3] - box[1]];
  if (!(w > 0 && h > 0)) throw wrong('The region has no area.');
  const longer = maxDimension === null ? null : Math.max(w, h) / maxDimension;
  const xScale = width !== null ? w / width : height !== null ? h / height : longer;
  const yScale = height !== null ? h / height : xScale;
  if (xScale === null || yScale === null) return [base, windowOf(box, base.transform)];
  const window = {
    column: 0,
    row: 0,
    width: width ?? Math.max(1, Math.round(w / xScale)),
    height: height ?? Math.max(1, Math.round(h / yScale)),
  };
  return [new Projection(base.crs, [w / window.width, 0, box[0], 0, -h / window.height, box[3]]), window];
}

/** An image and the projection to put it in. */
const IN_PROJECTION = {
  image: required(imageType),
  crs: required(t.projection),
  crsTransform: optional(t.list(t.float)),
  scale: optional(t.float),
};

/** A geometry, the geometry of a feature, or a collection of elements with geometries. */
const clippingRegion: ParameterType<Geometry | Collection> = {
  name: regionType.name,
  coerce: (value) => (value instanceof Collection ? value : regionType.coerce(value)),
};

/** Algorithms that set the grid or the extent of an image. */
export const IMAGE_GRIDS = [
  algorithm({
    name: 'Image.clip',
    description: "The image masked outside of a geometry, or of the areas of a collection's elements.",
    returns: imageType.name,
    parameters: { input: required(imageType), geometry: required(clippingRegion) },
    examples: [
      {
        args: { input: 7, geometry: BOX },
        result: imageReply({ constant: ['int', [7, 7]] }, { dimensions: [2, 1] }),
      },
    ],
    run: ({ input, geometry }, context) =>
      geometry instanceof Collection
        ? clipToFeatures('Image.clip', input, geometry, context)
        : clipImage(input, geometry),
  }),
  algorithm({
    name: 'Image.clipToBoundsAndScale',
    description: "The image within a geometry's bounds, on a grid of a size or a scale.",
    returns: imageType.name,
    parameters: {
      input: required(imageType),
      geometry: optional(geometryType),
      width: optional(t.integer),
      height: optional(t.integer),
      maxDimension: optional(t.integer),
      scale: optional(t.float),
    },
    examples: [
      {
        args: { input: 7, geometry: BOX, width: 4 },
        result: imageReply({ constant: ['int', [7, 7]] }, { dimensions: [4, 2], transform: [0.5, 0, 0, 0, -0.5, 1] }),
      },
    ],
    run: ({ input, geometry, ...size }) => {
      for (const [name, value] of Object.entries(size)) {
        if (value !== null && !(value > 0)) throw wrong(`'${name}' must be positive. Got ${value}.`);
      }
      const base = firstBand(input).projection;
      const own = imageWindow(input, base);
      if (!geometry && !own) throw wrong('The image is unbounded: a geometry is required.');
      const box = geometry ? geometryBox(geometry, base) : boxOf(own as PixelWindow, base);
      const [projection, window] = sizedGrid(base, box, size);
      return placeOn(input, projection, window).withoutIdentity();
    },
  }),
  algorithm({
    name: 'Image.setDefaultProjection',
    description: 'Sets the projection that is used where a request names none; pixels are not resampled.',
    returns: imageType.name,
    parameters: IN_PROJECTION,
    examples: [
      {
        args: { image: 7, crs: 'EPSG:3857', scale: 30 },
        result: imageReply({ constant: ['int', [7, 7]] }, { crs: 'EPSG:3857', transform: [30, 0, 0, 0, 30, 0] }),
      },
    ],
    run: ({ image, crs, crsTransform, scale }) => {
      const projection = projectionOf(crs, crsTransform, scale);
      const bands = image.bands.map(({ dimensions: _, origin: __, ...band }) => ({ ...band, projection }));
      return image.withBands(bands).withoutIdentity();
    },
  }),
  algorithm({
    name: 'Image.reproject',
    description: 'The image computed on the pixels of a projection, whatever grid is asked for.',
    returns: imageType.name,
    parameters: IN_PROJECTION,
    examples: [
      {
        args: { image: 7, crs: 'EPSG:3857', crsTransform: [30, 0, 0, 0, -30, 0] },
        result: imageReply({ constant: ['int', [7, 7]] }, { crs: 'EPSG:3857', transform: [30, 0, 0, 0, -30, 0] }),
      },
    ],
    run: ({ image, crs, crsTransform, scale }) => {
      const projection = projectionOf(crs, crsTransform, scale);
      const loader = new ReprojectLoader(image.bands, projection);
      const bands = image.bands.map(({ dimensions: _, origin: __, ...band }, i) =>
        withFootprint(
          { ...band, projection, pixels: loaded(loader, i) },
          band.footprint && wholePixels(band.footprint, projection),
        ),
      );
      return image.withBands(bands).withoutIdentity();
    },
  }),
  algorithm({
    name: 'Image.projection',
    description: "The bands' projection, if they have but one.",
    returns: 'Projection',
    parameters: { image: required(imageType) },
    examples: [{ args: { image: 7 }, result: { type: 'Projection', crs: 'EPSG:4326', transform: [1, 0, 0, 0, 1, 0] } }],
    run: ({ image }) => {
      const first = firstBand(image);
      const other = image.bands.find((band) => !band.projection.equals(first.projection));
      if (other)
        throw wrong(
          `The bands of the specified image contains different projections: use select() for one of '${first.id}' and '${other.id}'.`,
        );
      return first.projection;
    },
  }),
];

/** A footprint whose bounds hold all pixels of a projection that the region touches. */
function wholePixels(footprint: Footprint, projection: Projection): Footprint {
  const window = windowOf(transformBox(footprint.bounds, WGS84.crs, projection.crs), projection.transform);
  return footprint.withBounds(transformBox(boxOf(window, projection), projection.crs, WGS84.crs));
}

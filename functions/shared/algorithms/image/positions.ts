import { type Band, Image } from '../../raster/image.ts';
import { DOUBLE, FLOAT, PixelType } from '../../raster/pixel-type.ts';
import { AREA_LOADER, coordinatesLoader, LONGITUDE_LATITUDE_LOADER } from '../../raster/pixels/coordinates.ts';
import { loaded } from '../../raster/pixels/node.ts';
import { type Projection, WGS84 } from '../../raster/projection.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { required } from '../parameter.ts';
import { imageReply } from './example-image.ts';
import { imageType } from './image-type.ts';

function bands(
  loader: Parameters<typeof loaded>[0],
  projection: Projection,
  ids: readonly string[],
  type: PixelType,
): Band[] {
  return ids.map((id, i) => ({ id, type, projection, pixels: loaded(loader, i) }));
}

/** Images of where pixels are, and how large. */
export const IMAGE_POSITIONS = [
  algorithm({
    name: 'Image.pixelLonLat',
    description: 'Longitude and latitude of each pixel, in degrees.',
    returns: imageType.name,
    parameters: {},
    examples: [
      { args: {}, result: imageReply({ longitude: ['double', [-180, 180]], latitude: ['double', [-180, 180]] }) },
    ],
    run: () =>
      new Image(bands(LONGITUDE_LATITUDE_LOADER, WGS84, ['longitude', 'latitude'], new PixelType('double', -180, 180))),
  }),
  algorithm({
    name: 'Image.pixelCoordinates',
    description: 'The coordinates of each pixel in a projection.',
    returns: imageType.name,
    parameters: { projection: required(t.projection) },
    examples: [
      {
        args: { projection: 'EPSG:3857' },
        result: imageReply({ x: ['double'], y: ['double'] }, { crs: 'EPSG:3857' }),
      },
    ],
    run: ({ projection }) => new Image(bands(coordinatesLoader(projection), projection, ['x', 'y'], DOUBLE)),
  }),
  algorithm({
    name: 'Image.pixelArea',
    description: 'The area of each pixel on the ellipsoid, in square metres.',
    returns: imageType.name,
    parameters: {},
    examples: [{ args: {}, result: imageReply({ area: ['float'] }) }],
    run: () => new Image(bands(AREA_LOADER, WGS84, ['area'], FLOAT)),
  }),
];

import { readFileSync } from 'node:fs';
import { languageContext } from '../../expression/language.testing.ts';
import { memorySource, openGeoTiff } from '../../raster/geotiff/geotiff.ts';
import { Image } from '../../raster/image.ts';
import { INTEGER_TYPES } from '../../raster/pixel-type.ts';
import { loaded } from '../../raster/pixels/node.ts';
import { Projection } from '../../raster/projection.ts';
import type { OpenRaster } from '../../raster/source/opener.ts';
import { RasterLoader } from '../../raster/source/raster-loader.ts';
import type { Context } from '../context.ts';

const FILE = new URL('../../../../samples/landsat7-olinda.tif', import.meta.url);

/** A context with the real scene over Olinda as the asset 'landsat': bands B1 to B6 of 349 by 352 pixels. */
export async function landsatContext(): Promise<Context> {
  const tiff = await openGeoTiff(memorySource('landsat', readFileSync(FILE)));
  const open: OpenRaster = {
    tiff,
    block: (level, column, row, bands) => tiff.readBlock(level, column, row, [...bands]),
  };
  const { crs, affine: transform, sampleType, width, height } = tiff;
  if (!crs || !transform) throw new Error('the sample has no grid');
  const file = { bucket: 'samples', object: 'landsat', generation: '1' };
  const loader = new RasterLoader({ file, crs, transform, sampleType, missing: [] });
  const image = new Image(
    Array.from({ length: tiff.bandCount }, (_, i) => ({
      id: `B${i + 1}`,
      type: INTEGER_TYPES.uint8,
      projection: new Projection(crs, transform),
      dimensions: [width, height] as const,
      pixels: loaded(loader, i),
    })),
    { id: 'landsat', version: 1 },
  );
  return {
    ...languageContext,
    assets: { ...languageContext.assets, image: (id) => (id === 'landsat' ? image : languageContext.assets.image(id)) },
    pixels: { ...languageContext.pixels, rasters: { open: () => Promise.resolve(open) } },
  };
}

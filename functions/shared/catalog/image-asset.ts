import { z } from 'zod';
import { footprintOf } from '../geometry/footprint.ts';
import { Geometry, type Shape } from '../geometry/geometry.ts';
import { readJson } from '../google/stored.ts';
import type { Affine } from '../raster/affine.ts';
import { apply } from '../raster/affine.ts';
import { parseCrs } from '../raster/crs/crs.ts';
import type { Footprint } from '../raster/footprint.ts';
import { type Band, Image } from '../raster/image.ts';
import { loaded } from '../raster/pixels/node.ts';
import { Projection } from '../raster/projection.ts';
import type { SampleType } from '../raster/samples.ts';
import { RasterLoader } from '../raster/source/raster-loader.ts';
import { constantValue } from '../values/constant.ts';
import type { Value } from '../values/value.ts';
import type { AssetRecord, StoredRaster } from './asset.ts';
import { pixelTypeOfMessage, projectionOfGrid } from './grid-message.ts';

/**
 * The image that an asset's record describes.
 * @param id the id that the expression used for it
 * @param source what profiles call the place of its files
 */
export function imageOfAsset(record: AssetRecord, id: string, source = id): Image {
  const shown = record.geometry === undefined ? undefined : geometryOf(record.geometry);
  const rasters = (record.rasters ?? []).map((raster) => ({
    loader: new RasterLoader({ ...placed(raster), asset: source }),
    footprint: rasterFootprint(raster, shown),
  }));
  const bands = (record.bands ?? []).map((band, i): Band => {
    const { width, height } = band.grid.dimensions ?? {};
    const source = record.bandSources?.[i] ?? { raster: 0, band: i };
    return {
      id: band.id,
      type: pixelTypeOfMessage(band.dataType),
      projection: projectionOfGrid(band.grid),
      ...(width && height ? { dimensions: [width, height] as const } : {}),
      footprint: rasters[source.raster].footprint,
      pixels: loaded(rasters[source.raster].loader, source.band),
    };
  });
  return new Image(bands, {
    id,
    version: versionOf(record),
    properties: new Map([...propertiesOf(record), ['system:index', id.slice(id.lastIndexOf('/') + 1)]]),
  });
}

function placed(raster: StoredRaster) {
  return {
    file: raster,
    crs: parseCrs(raster.crs),
    transform: raster.transform as unknown as Affine,
    sampleType: raster.sampleType as SampleType,
    missing: raster.missing,
  };
}

function rasterFootprint({ transform, crs, dimensions }: StoredRaster, shown: Geometry | undefined): Footprint {
  const projection = new Projection(parseCrs(crs), transform as unknown as Affine);
  return pixelsFootprint(projection, dimensions as unknown as readonly [number, number], shown);
}

/** The rectangle of a raster's pixels, and what is shown of it instead. */
export function pixelsFootprint(
  { crs, transform }: Projection,
  [width, height]: readonly [number, number],
  shown?: Geometry,
): Footprint {
  const corners = [
    [0, 0],
    [0, height],
    [width, height],
    [width, 0],
    [0, 0],
  ].map(([x, y]) => apply(transform, x, y));
  return footprintOf(new Geometry({ type: 'Polygon', coordinates: [corners] }, crs, false), shown);
}

/** The version of an asset: when it was last changed, in microseconds since 1970. */
export function versionOf({ updateTime }: AssetRecord): number {
  return Date.parse(updateTime) * 1000;
}

/** GeoJSON that Terrane made itself: its coordinates are not looked into. */
const shape = z.custom<Shape>((value) => typeof value === 'object' && value !== null && 'type' in value);

/** The properties that expressions see: the user's, and those of the system that the record's fields say. */
export function propertiesOf(record: AssetRecord): Map<string, Value> {
  const properties = new Map<string, Value>();
  for (const [key, value] of Object.entries(record.properties ?? {})) properties.set(key, constantValue(value));
  if (record.startTime) properties.set('system:time_start', Date.parse(record.startTime));
  if (record.endTime) properties.set('system:time_end', Date.parse(record.endTime));
  if (record.sizeBytes !== undefined) properties.set('system:asset_size', record.sizeBytes);
  if (record.geometry) properties.set('system:footprint', geometryOf(record.geometry));
  return properties;
}

/** A geometry as a record has it: GeoJSON, as text. */
function geometryOf(text: string): Geometry {
  return new Geometry(readJson(shape, text, 'The footprint of an asset'));
}

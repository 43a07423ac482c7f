import { z } from 'zod';
import { Geometry, type Shape } from '../geometry/geometry.ts';
import { readJson } from '../google/stored.ts';
import type { Affine } from '../raster/affine.ts';
import { apply } from '../raster/affine.ts';
import { parseCrs } from '../raster/crs/crs.ts';
import { transformBox } from '../raster/extent.ts';
import { type Band, type Bounds, Image } from '../raster/image.ts';
import { loaded } from '../raster/pixels/node.ts';
import { WGS84 } from '../raster/projection.ts';
import type { SampleType } from '../raster/samples.ts';
import { RasterLoader } from '../raster/source/raster-loader.ts';
import { constantValue } from '../values/constant.ts';
import type { Value } from '../values/value.ts';
import type { AssetRecord, StoredRaster } from './asset.ts';
import { pixelTypeOfMessage, projectionOfGrid } from './grid-message.ts';

/** The image that an asset's record describes. `id` is what the expression called it. */
export function imageOfAsset(record: AssetRecord, id: string): Image {
  const rasters = (record.rasters ?? []).map((raster) => new RasterLoader(placed(raster)));
  const bands = (record.bands ?? []).map((band, i): Band => {
    const { width, height } = band.grid.dimensions ?? {};
    const source = record.bandSources?.[i] ?? { raster: 0, band: i };
    return {
      id: band.id,
      type: pixelTypeOfMessage(band.dataType),
      projection: projectionOfGrid(band.grid),
      ...(width && height ? { dimensions: [width, height] as const } : {}),
      pixels: loaded(rasters[source.raster], source.band),
    };
  });
  const bounds = unionBounds((record.rasters ?? []).map(rasterBounds));
  return new Image(bands, {
    id,
    version: versionOf(record),
    properties: new Map([...propertiesOf(record), ['system:index', id.slice(id.lastIndexOf('/') + 1)]]),
    ...(bounds ? { bounds } : {}),
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

function rasterBounds({ transform, crs, dimensions }: StoredRaster): Bounds {
  const affine = transform as unknown as Affine;
  const [a, b] = [apply(affine, 0, 0), apply(affine, dimensions[0], dimensions[1])];
  const box = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])] as const;
  return transformBox(box, parseCrs(crs), WGS84.crs);
}

function unionBounds(all: readonly Bounds[]): Bounds | undefined {
  if (all.length === 0) return undefined;
  return all.reduce((a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]);
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
  if (record.geometry)
    properties.set('system:footprint', new Geometry(readJson(shape, record.geometry, 'The footprint of an asset')));
  return properties;
}

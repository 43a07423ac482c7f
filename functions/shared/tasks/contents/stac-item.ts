import type { ExportPlan, ImagePlan } from '../../jobs/export-job.ts';
import type { ObjectPlace } from '../../storage-names.ts';

/** Of STAC 1.0.0 and its extensions. */
const VERSION = '1.0.0';
const EXTENSIONS = [
  'https://stac-extensions.github.io/projection/v1.0.0/schema.json',
  'https://stac-extensions.github.io/raster/v1.1.0/schema.json',
  'https://stac-extensions.github.io/eo/v1.0.0/schema.json',
];

const TIFF = 'image/tiff; application=geotiff';

/** A file of an image, by its plan, and its name. */
export interface ImageFile {
  readonly plan: ExportPlan;
  readonly object: string;
}

/** What is known of an export beside its plan. */
export interface ItemFacts {
  readonly description: string;
  /** When it was asked for: RFC 3339. */
  readonly created: string;
  readonly cloudOptimized: boolean;
}

/** Where the item of an image is put: beside its file, or its several ones. */
export function itemPlace({ bucket, object }: ObjectPlace): ObjectPlace {
  return { bucket, object: object.replace(/(\.\w+)?$/, '.stac.json') };
}

/**
 * The STAC Item of exported files, whose names are relative to it. Its time is that of the image (`system:time_start`, and `system:time_end`), else that of the
 * export: STAC asks for one.
 */
export function stacItem(
  place: ObjectPlace,
  files: readonly ImageFile[],
  { bounds, startTime, endTime }: NonNullable<ImagePlan['item']>,
  { description, created, cloudOptimized }: ItemFacts,
): object {
  const name = nameOf(place.object);
  const { geometry, bbox } = outline(bounds);
  return {
    type: 'Feature',
    stac_version: VERSION,
    stac_extensions: EXTENSIONS,
    id: name.replace(/\.stac\.json$/, ''),
    geometry,
    bbox,
    properties: {
      datetime: startTime ?? created,
      ...(startTime && endTime ? { start_datetime: startTime, end_datetime: endTime } : {}),
      created,
      ...(description === '' ? {} : { title: description }),
    },
    links: [],
    assets: Object.fromEntries(
      files.map(({ plan, object }) => {
        const type = cloudOptimized ? `${TIFF}; profile=cloud-optimized` : TIFF;
        return [nameOf(object), { href: `./${nameOf(object)}`, type, roles: ['data'], ...fileFields(plan) }];
      }),
    ),
  };
}

function nameOf(object: string): string {
  return object.slice(object.lastIndexOf('/') + 1);
}

/** The fields of the extensions, which call the types of samples as we do. */
function fileFields({ width, height, raster }: ExportPlan) {
  const [, code] = /^EPSG:(\d+)$/.exec(raster.crs) ?? [];
  const nodata = raster.declareFill ? { nodata: raster.fill === 'NaN' ? 'nan' : raster.fill } : {};
  return {
    'proj:epsg': code === undefined ? null : Number(code),
    ...(/^(PROJ|GEOG|GEOD)CRS\[/.test(raster.crs) ? { 'proj:wkt2': raster.crs } : {}),
    'proj:shape': [height, width],
    'proj:transform': raster.transform,
    'eo:bands': raster.bandNames.map((name) => ({ name })),
    'raster:bands': raster.bandNames.map(() => ({ data_type: raster.sampleType, ...nodata })),
  };
}

/** A rectangle of degrees as RFC 7946 has it: one that spans the antimeridian is cut there. */
function outline([west, south, east, north]: readonly number[]) {
  if (east <= 180) {
    return {
      geometry: { type: 'Polygon', coordinates: [ring(west, south, east, north)] },
      bbox: [west, south, east, north],
    };
  }
  const coordinates = [[ring(west, south, 180, north)], [ring(-180, south, east - 360, north)]];
  return { geometry: { type: 'MultiPolygon', coordinates }, bbox: [west, south, east - 360, north] };
}

function ring(west: number, south: number, east: number, north: number): number[][] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

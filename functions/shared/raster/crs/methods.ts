/** A parameter of a projection method, under the names that each notation gives it. */
export interface MethodParameter {
  /** PROJ's key. */
  readonly key: string;
  /** OGC WKT 1 (GDAL's dialect): the name that is written. */
  readonly wkt: string;
  /** Other names that are read, in WKT 2 (EPSG) and Esri's WKT 1; compared without case, blanks and underscores. */
  readonly aliases: readonly string[];
  /** GeoTIFF keys: the first is written, all are read. */
  readonly geoKeys: readonly number[];
  /** The value that is meant where the parameter is not given. */
  readonly missing: number;
}

/** A projection method with its names in PROJ, WKT and GeoTIFF. */
export interface Method {
  readonly proj: string;
  readonly wkt: string;
  readonly aliases: readonly string[];
  /** GeoTIFF's CT_ code; undefined where the format has none. */
  readonly geoTiff: number | undefined;
  /** PROJ's parameters that belong to the method itself. */
  readonly fixed?: Readonly<Record<string, number | true>>;
  readonly parameters: readonly MethodParameter[];
}

const p = (key: string, wkt: string, aliases: readonly string[], geoKeys: readonly number[], missing = 0) => ({
  key,
  wkt,
  aliases,
  geoKeys,
  missing,
});

const NATURAL_LATITUDE = ['Latitude of natural origin', 'Latitude of projection centre', 'latitude_of_center'];
const NATURAL_LONGITUDE = [
  'Longitude of natural origin',
  'Longitude of projection centre',
  'longitude_of_center',
  'longitude_of_origin',
];
const SCALE = p('k', 'scale_factor', ['Scale factor at natural origin'], [3092, 3093], 1);
const FALSE_EASTING = p('x_0', 'false_easting', ['False easting', 'Easting at false origin'], [3082, 3086, 3090]);
const FALSE_NORTHING = p('y_0', 'false_northing', ['False northing', 'Northing at false origin'], [3083, 3087, 3091]);
const FALSE_ORIGIN = [FALSE_EASTING, FALSE_NORTHING];
const LATITUDE = p('lat_0', 'latitude_of_origin', NATURAL_LATITUDE, [3081, 3089, 3085]);
const LONGITUDE = p('lon_0', 'central_meridian', NATURAL_LONGITUDE, [3080, 3088, 3084]);
const CENTRE_LATITUDE = p('lat_0', 'latitude_of_center', ['latitude_of_origin', ...NATURAL_LATITUDE], [3089, 3081]);
const CENTRE_LONGITUDE = p(
  'lon_0',
  'longitude_of_center',
  ['central_meridian', ...NATURAL_LONGITUDE],
  [3088, 3080, 3084],
);
const PARALLEL_ALIASES = ['Latitude of 1st standard parallel', 'Latitude of standard parallel'];
const PARALLEL_1 = p('lat_1', 'standard_parallel_1', PARALLEL_ALIASES, [3078]);
const PARALLEL_2 = p('lat_2', 'standard_parallel_2', ['Latitude of 2nd standard parallel'], [3079]);
const AZIMUTH = p('alpha', 'azimuth', ['Azimuth of initial line', 'Azimuth at projection centre'], [3094]);
/** NaN stands for a missing angle, which then equals the azimuth. */
const GRID_ANGLE = p(
  'gamma',
  'rectified_grid_angle',
  ['Angle from Rectified to Skew Grid', 'XY_Plane_Rotation'],
  [3096],
  Number.NaN,
);
const OBLIQUE = [
  p('lat_0', 'latitude_of_center', ['Latitude of projection centre', 'latitude_of_origin'], [3089, 3081]),
  p('lonc', 'longitude_of_center', ['Longitude of projection centre', 'central_meridian'], [3088, 3080]),
  AZIMUTH,
  GRID_ANGLE,
  p('k', 'scale_factor', ['Scale factor at projection centre', 'Scale factor on initial line'], [3093, 3092], 1),
  p('x_0', 'false_easting', ['False easting', 'Easting at projection centre'], [3090, 3082]),
  p('y_0', 'false_northing', ['False northing', 'Northing at projection centre'], [3091, 3083]),
];
const TRUE_SCALE = p('lat_ts', 'standard_parallel_1', PARALLEL_ALIASES, [3078]);

/**
 * The methods that Terrane reads and writes by their parameters (a code may use others). Names: OGC 01-009, OGC 18-010 and EPSG;
 * keys: OGC 19-008 (GeoTIFF 1.1) and libgeotiff's practice. Where a method has two rows, the first whose parameters fit is taken.
 */
export const METHODS: readonly Method[] = [
  {
    proj: 'tmerc',
    wkt: 'Transverse_Mercator',
    aliases: ['Gauss_Kruger', 'Transverse Mercator (South Orientated)', 'Transverse_Mercator_Complex'],
    geoTiff: 1,
    parameters: [LATITUDE, LONGITUDE, SCALE, ...FALSE_ORIGIN],
  },
  {
    proj: 'webmerc',
    wkt: 'Popular_Visualisation_Pseudo_Mercator',
    aliases: ['Mercator_Auxiliary_Sphere'],
    geoTiff: undefined,
    parameters: [LONGITUDE, ...FALSE_ORIGIN],
  },
  {
    proj: 'merc',
    wkt: 'Mercator_2SP',
    aliases: ['Mercator (variant B)', 'Mercator'],
    geoTiff: 7,
    parameters: [TRUE_SCALE, LONGITUDE, ...FALSE_ORIGIN],
  },
  {
    proj: 'merc',
    wkt: 'Mercator_1SP',
    aliases: ['Mercator (variant A)', 'Mercator (1SP) (Spherical)', 'Mercator (Spherical)'],
    geoTiff: 7,
    parameters: [LONGITUDE, SCALE, ...FALSE_ORIGIN],
  },
  {
    proj: 'lcc',
    wkt: 'Lambert_Conformal_Conic_2SP',
    aliases: ['Lambert Conic Conformal (2SP)', 'Lambert_Conformal_Conic'],
    geoTiff: 8,
    parameters: [
      PARALLEL_1,
      PARALLEL_2,
      p('lat_0', 'latitude_of_origin', ['Latitude of false origin'], [3085, 3081]),
      p('lon_0', 'central_meridian', ['Longitude of false origin'], [3084, 3080]),
      p('x_0', 'false_easting', FALSE_EASTING.aliases, [3086, 3082]),
      p('y_0', 'false_northing', FALSE_NORTHING.aliases, [3087, 3083]),
    ],
  },
  {
    proj: 'lcc',
    wkt: 'Lambert_Conformal_Conic_1SP',
    aliases: ['Lambert Conic Conformal (1SP)'],
    geoTiff: 9,
    parameters: [LATITUDE, LONGITUDE, SCALE, ...FALSE_ORIGIN],
  },
  {
    proj: 'aea',
    wkt: 'Albers_Conic_Equal_Area',
    aliases: ['Albers Equal Area', 'Albers'],
    geoTiff: 11,
    parameters: [
      PARALLEL_1,
      PARALLEL_2,
      p('lat_0', 'latitude_of_center', ['latitude_of_origin', 'Latitude of false origin'], [3081, 3089, 3085]),
      p('lon_0', 'longitude_of_center', ['central_meridian', 'Longitude of false origin'], [3080, 3088, 3084]),
      ...FALSE_ORIGIN,
    ],
  },
  {
    proj: 'laea',
    wkt: 'Lambert_Azimuthal_Equal_Area',
    aliases: ['Lambert Azimuthal Equal Area (Spherical)'],
    geoTiff: 10,
    parameters: [CENTRE_LATITUDE, CENTRE_LONGITUDE, ...FALSE_ORIGIN],
  },
  {
    // WKT 1 and GeoTIFF call the parallel of true scale the origin's latitude; the pole is the one on its side.
    proj: 'stere',
    wkt: 'Polar_Stereographic',
    aliases: [
      'Polar Stereographic (variant B)',
      'Polar Stereographic (variant A)',
      'Stereographic_North_Pole',
      'Stereographic_South_Pole',
    ],
    geoTiff: 15,
    parameters: [
      p(
        'lat_ts',
        'latitude_of_origin',
        ['Latitude of natural origin', ...PARALLEL_ALIASES, 'standard_parallel_1'],
        [3081, 3078],
      ),
      p('lon_0', 'central_meridian', ['Longitude of natural origin', 'Longitude of origin'], [3095, 3080]),
      SCALE,
      ...FALSE_ORIGIN,
    ],
  },
  {
    proj: 'sterea',
    wkt: 'Oblique_Stereographic',
    aliases: ['Double_Stereographic'],
    geoTiff: 16,
    parameters: [LATITUDE, LONGITUDE, SCALE, ...FALSE_ORIGIN],
  },
  {
    proj: 'sinu',
    wkt: 'Sinusoidal',
    aliases: [],
    geoTiff: 24,
    parameters: [CENTRE_LONGITUDE, ...FALSE_ORIGIN],
  },
  {
    proj: 'cea',
    wkt: 'Cylindrical_Equal_Area',
    aliases: ['Lambert Cylindrical Equal Area', 'Lambert Cylindrical Equal Area (Spherical)', 'Behrmann'],
    geoTiff: 28,
    parameters: [TRUE_SCALE, LONGITUDE, ...FALSE_ORIGIN],
  },
  {
    proj: 'eqc',
    wkt: 'Equirectangular',
    aliases: ['Equidistant Cylindrical', 'Equidistant Cylindrical (Spherical)', 'Plate_Carree'],
    geoTiff: 17,
    parameters: [
      TRUE_SCALE,
      LATITUDE,
      p('lon_0', 'central_meridian', NATURAL_LONGITUDE, [3088, 3080]),
      ...FALSE_ORIGIN,
    ],
  },
  {
    proj: 'aeqd',
    wkt: 'Azimuthal_Equidistant',
    aliases: ['Modified Azimuthal Equidistant'],
    geoTiff: 12,
    parameters: [CENTRE_LATITUDE, CENTRE_LONGITUDE, ...FALSE_ORIGIN],
  },
  {
    proj: 'poly',
    wkt: 'Polyconic',
    aliases: ['American Polyconic'],
    geoTiff: 22,
    parameters: [LATITUDE, LONGITUDE, ...FALSE_ORIGIN],
  },
  {
    proj: 'stere',
    wkt: 'Stereographic',
    aliases: [],
    geoTiff: 14,
    parameters: [CENTRE_LATITUDE, CENTRE_LONGITUDE, SCALE, ...FALSE_ORIGIN],
  },
  {
    proj: 'omerc',
    wkt: 'Hotine_Oblique_Mercator',
    aliases: [
      'Hotine Oblique Mercator (variant A)',
      'Hotine_Oblique_Mercator_Azimuth_Natural_Origin',
      'Rectified_Skew_Orthomorphic_Natural_Origin',
    ],
    geoTiff: 3,
    fixed: { no_uoff: true },
    parameters: OBLIQUE,
  },
  {
    proj: 'omerc',
    wkt: 'Hotine_Oblique_Mercator_Azimuth_Center',
    aliases: ['Hotine Oblique Mercator (variant B)', 'Rectified_Skew_Orthomorphic_Center', 'Oblique_Mercator'],
    geoTiff: 9815,
    parameters: OBLIQUE,
  },
  {
    // The Swiss projection: an oblique Mercator whose line runs eastward.
    proj: 'somerc',
    wkt: 'Swiss_Oblique_Cylindrical',
    aliases: ['Swiss_Oblique_Mercator'],
    geoTiff: undefined,
    parameters: [CENTRE_LATITUDE, CENTRE_LONGITUDE, SCALE, ...FALSE_ORIGIN],
  },
  {
    proj: 'krovak',
    wkt: 'Krovak',
    aliases: ['Krovak (North Orientated)'],
    geoTiff: undefined,
    parameters: [
      CENTRE_LATITUDE,
      p('lon_0', 'longitude_of_center', ['Longitude of origin'], [3088]),
      p('alpha', 'azimuth', ['Co-latitude of cone axis'], [3094], 30.2881397527778),
      p('k', 'scale_factor', ['Scale factor on pseudo standard parallel'], [3092], 0.9999),
      ...FALSE_ORIGIN,
    ],
  },
  {
    proj: 'cass',
    wkt: 'Cassini_Soldner',
    aliases: ['Cassini-Soldner', 'Cassini'],
    geoTiff: 18,
    parameters: [LATITUDE, LONGITUDE, ...FALSE_ORIGIN],
  },
  {
    proj: 'eqdc',
    wkt: 'Equidistant_Conic',
    aliases: [],
    geoTiff: 13,
    parameters: [
      PARALLEL_1,
      PARALLEL_2,
      p('lat_0', 'latitude_of_center', ['latitude_of_origin', 'Latitude of false origin'], [3081, 3089, 3085]),
      p('lon_0', 'longitude_of_center', ['central_meridian', 'Longitude of false origin'], [3080, 3088, 3084]),
      ...FALSE_ORIGIN,
    ],
  },
  {
    proj: 'bonne',
    wkt: 'Bonne',
    aliases: [],
    geoTiff: undefined,
    parameters: [p('lat_1', 'standard_parallel_1', ['Latitude of natural origin'], [3078]), LONGITUDE, ...FALSE_ORIGIN],
  },
  {
    proj: 'nzmg',
    wkt: 'New_Zealand_Map_Grid',
    aliases: [],
    geoTiff: 26,
    parameters: [LATITUDE, LONGITUDE, ...FALSE_ORIGIN],
  },
  {
    proj: 'eqearth',
    wkt: 'Equal_Earth',
    aliases: ['Equal Earth'],
    geoTiff: undefined,
    parameters: [LONGITUDE, ...FALSE_ORIGIN],
  },
  {
    proj: 'gnom',
    wkt: 'Gnomonic',
    aliases: [],
    geoTiff: 19,
    parameters: [CENTRE_LATITUDE, CENTRE_LONGITUDE, ...FALSE_ORIGIN],
  },
  { proj: 'eck6', wkt: 'Eckert_VI', aliases: [], geoTiff: undefined, parameters: [LONGITUDE, ...FALSE_ORIGIN] },
  { proj: 'robin', wkt: 'Robinson', aliases: [], geoTiff: 23, parameters: [CENTRE_LONGITUDE, ...FALSE_ORIGIN] },
  { proj: 'moll', wkt: 'Mollweide', aliases: [], geoTiff: undefined, parameters: [LONGITUDE, ...FALSE_ORIGIN] },
];

/** Names are compared as GDAL does: without case and punctuation. */
export function sameName(one: string, other: string): boolean {
  return foldedName(one) === foldedName(other);
}

/** A name without case and punctuation. */
export function foldedName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** An ellipsoid of revolution: semi-major axis in metres and inverse flattening (0 for a sphere). */
export interface Ellipsoid {
  readonly a: number;
  readonly inverseFlattening: number;
}

export interface NamedEllipsoid extends Ellipsoid {
  /** Name in PROJ's `+ellps=`. */
  readonly proj: string;
  /** Name in WKT. */
  readonly wkt: string;
  readonly epsg: number;
}

/** `proj, WKT name, EPSG code, semi-major axis, inverse flattening`: EPSG's values, under the names that PROJ gives them. */
const ROWS: readonly [string, string, number, number, number][] = [
  ['WGS84', 'WGS 84', 7030, 6378137, 298.257223563],
  ['GRS80', 'GRS 1980', 7019, 6378137, 298.257222101],
  ['airy', 'Airy 1830', 7001, 6377563.396, 299.3249646],
  ['mod_airy', 'Airy Modified 1849', 7002, 6377340.189, 299.3249646],
  ['aust_SA', 'Australian National Spheroid', 7003, 6378160, 298.25],
  ['bessel', 'Bessel 1841', 7004, 6377397.155, 299.1528128],
  ['bess_nam', 'Bessel Namibia (GLM)', 7046, 6377483.86528042, 299.1528128],
  ['clrk66', 'Clarke 1866', 7008, 6378206.4, 294.978698213898],
  ['clrk80ign', 'Clarke 1880 (IGN)', 7011, 6378249.2, 293.466021293627],
  ['clrk80', 'Clarke 1880 (RGS)', 7012, 6378249.145, 293.465],
  ['evrstSS', 'Everest 1830 (1967 Definition)', 7016, 6377298.556, 300.8017],
  ['evrst30', 'Everest 1830 (1937 Adjustment)', 7015, 6377276.345, 300.8017],
  ['helmert', 'Helmert 1906', 7020, 6378200, 298.3],
  ['intl', 'International 1924', 7022, 6378388, 297],
  ['krass', 'Krassowsky 1940', 7024, 6378245, 298.3],
  ['GRS67', 'GRS 1967', 7036, 6378160, 298.247167427],
  ['WGS72', 'WGS 72', 7043, 6378135, 298.26],
];

export const ELLIPSOIDS: readonly NamedEllipsoid[] = ROWS.map(([proj, wkt, epsg, a, inverseFlattening]) => ({
  proj,
  wkt,
  epsg,
  a,
  inverseFlattening,
}));

export const WGS84 = ELLIPSOIDS[0]!;
export const GRS80 = ELLIPSOIDS[1]!;

/** Whether two ellipsoids are the same for any purpose: axes within a tenth of a millimetre. */
export function sameEllipsoid(one: Ellipsoid, other: Ellipsoid): boolean {
  return Math.abs(one.a - other.a) < 1e-4 && Math.abs(one.inverseFlattening - other.inverseFlattening) < 5e-7;
}

/** The named ellipsoid with these axes, if there is one. */
export function findEllipsoid(shape: Ellipsoid): NamedEllipsoid | undefined {
  return ELLIPSOIDS.find((known) => sameEllipsoid(known, shape));
}

/** WGS 84 or GRS 80: their polar axes differ by 0.1 mm, and datums on either without a shift are treated as one. */
export function isWgs84Like(shape: Ellipsoid): boolean {
  return sameEllipsoid(shape, WGS84) || sameEllipsoid(shape, GRS80);
}

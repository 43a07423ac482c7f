/** An ellipsoid of revolution: semi-major axis in metres and inverse flattening (0 for a sphere). */
export interface Ellipsoid {
  readonly a: number;
  readonly inverseFlattening: number;
}

export interface NamedEllipsoid extends Ellipsoid {
  /** Name in PROJ's `+ellps=`; empty if it has none. */
  readonly proj: string;
  /** Name in WKT. */
  readonly wkt: string;
  /** EPSG code; undefined for those that only PROJ names. */
  readonly epsg: number | undefined;
}

/** `proj, WKT name, EPSG code, semi-major axis, inverse flattening`: EPSG's values, under the names that PROJ gives them. */
const ROWS: readonly [string, string, number | undefined, number, number][] = [
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
  ['IAU76', 'IAG 1975', 7049, 6378140, 298.257],
  ['GSK2011', 'GSK-2011', 1025, 6378136.5, 298.2564151],
  ['PZ90', 'PZ-90', 7054, 6378136, 298.257839303],
  ['NWL9D', 'NWL 9D', 7025, 6378145, 298.25],
  ['evrst48', 'Everest 1830 Modified', 7018, 6377304.063, 300.8017],
  ['evrst56', 'Everest 1830 (1962 Definition)', 7044, 6377301.243, 300.8017],
  ['evrst69', 'Everest 1830 (RSO 1969)', 7056, 6377295.664, 300.8017],
  ['hough', 'Hough 1960', 7053, 6378270, 297],
  ['danish', 'Danish 1876', 7051, 6377019.27, 300],
  ['plessis', 'Plessis 1817', 7027, 6376523, 308.64],
  ['sphere', 'Clarke 1866 Authalic Sphere', 7052, 6370997, 0],
  ['', 'GRS 1980 Authalic Sphere', 7048, 6371007, 0],
  ['', 'International 1924 Authalic Sphere', 7057, 6371228, 0],
  ['', 'Hughes 1980', 7058, 6378273, 298.279411123061],
  ['', 'Bessel Modified', 7005, 6377492.018, 299.1528128],
  ['', 'Clarke 1858', 7007, 6378293.645208759, 294.26067636926],
  ['', 'Clarke 1880 (Benoit)', 7010, 6378300.789, 293.466315538981],
  ['', 'Clarke 1880 (Arc)', 7013, 6378249.145, 293.4663077],
  ['', 'Clarke 1880 (SGA 1922)', 7014, 6378249.2, 293.46598],
  ['', 'Clarke 1880', 7034, 6378249.144808011, 293.466307655625],
  ['', 'Indonesian National Spheroid', 7021, 6378160, 298.247],
  ['', 'Struve 1860', 7028, 6378298.3, 294.73],
  ['', 'War Office', 7029, 6378300, 296],
  ['', 'Everest (1830 Definition)', 7042, 6377299.36559538, 300.8017],
  ['', 'Everest 1830 (1975 Definition)', 7045, 6377299.151, 300.8017255],
  ['', 'CGCS2000', 1024, 6378137, 298.257222101],
  ['', 'Zach 1812', 1026, 6376045, 310],
  ['MERIT', 'MERIT 1983', undefined, 6378137, 298.257],
  ['SGS85', 'Soviet Geodetic System 85', undefined, 6378136, 298.257],
  ['APL4.9', 'Appl. Physics 1965', undefined, 6378137, 298.25],
  ['andrae', 'Andrae 1876', undefined, 6377104.43, 300],
  ['CPM', 'Commission des Poids et Mesures 1799', undefined, 6375738.7, 334.29],
  ['delmbr', 'Delambre 1810', undefined, 6376428, 311.5],
  ['engelis', 'Engelis 1985', undefined, 6378136.05, 298.2566],
  ['fschr60', 'Fischer 1960', undefined, 6378166, 298.3],
  ['fschr60m', 'Fischer 1960 Modified', undefined, 6378155, 298.3],
  ['fschr68', 'Fischer 1968', undefined, 6378150, 298.3],
  ['kaula', 'Kaula 1961', undefined, 6378163, 298.24],
  ['lerch', 'Lerch 1979', undefined, 6378139, 298.257],
  ['mprts', 'Maupertius 1738', undefined, 6397300, 191],
  ['new_intl', 'New International 1967', undefined, 6378157.5, 298.2496153900135],
  ['SEasia', 'Southeast Asia', undefined, 6378155, 298.3000002408657],
  ['walbeck', 'Walbeck', undefined, 6376896, 302.78000018165636],
  ['WGS60', 'WGS 60', undefined, 6378165, 298.3],
  ['WGS66', 'WGS 66', undefined, 6378145, 298.25],
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

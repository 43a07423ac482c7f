/** A unit of length of projected coordinates. */
export interface LinearUnit {
  /** Name in PROJ's `+units=`; empty if it has none. */
  readonly proj: string;
  /** Name in WKT. */
  readonly wkt: string;
  readonly epsg: number;
  readonly meters: number;
}

/** `proj, WKT name, EPSG code, metres`. */
const ROWS: readonly [string, string, number, number][] = [
  ['m', 'metre', 9001, 1],
  ['km', 'kilometre', 9036, 1000],
  ['ft', 'foot', 9002, 0.3048],
  ['us-ft', 'US survey foot', 9003, 0.304800609601219],
  ['yd', 'yard', 9096, 0.9144],
  ['ch', 'chain', 9097, 20.1168],
  ['link', 'link', 9098, 0.201168],
  ['fath', 'fathom', 9014, 1.8288],
  ['mi', 'Statute mile', 9093, 1609.344],
  ['kmi', 'nautical mile', 9030, 1852],
  ['us-ch', 'US survey chain', 9033, 20.1168402336805],
  ['us-mi', 'US survey mile', 9035, 1609.34721869444],
  ['ind-yd', 'Indian yard (1937)', 9085, 0.91439523],
  ['ind-ft', 'Indian foot (1937)', 9081, 0.30479841],
  ['mm', 'millimetre', 1025, 0.001],
  ['cm', 'centimetre', 1033, 0.01],
  ['', "Clarke's foot", 9005, 0.3047972654],
  ['', 'German legal metre', 9031, 1.0000135965],
  ['', 'US survey link', 9034, 0.2011684023368047],
  ['', "Clarke's yard", 9037, 0.9143917962],
  ['', "Clarke's chain", 9038, 20.1166195164],
  ['', "Clarke's link", 9039, 0.201166195164],
  ['', 'British yard (Sears 1922)', 9040, 0.9143984146160287],
  ['', 'British foot (Sears 1922)', 9041, 0.3047994715386762],
  ['', 'British chain (Sears 1922)', 9042, 20.116765121552632],
  ['', 'British link (Sears 1922)', 9043, 0.2011676512155263],
  ['', 'British yard (Benoit 1895 A)', 9050, 0.9143992],
  ['', 'British foot (Benoit 1895 A)', 9051, 0.3047997333333333],
  ['', 'British yard (Benoit 1895 B)', 9060, 0.9143992042898124],
  ['', 'British foot (Benoit 1895 B)', 9061, 0.30479973476327077],
  ['', 'British chain (Benoit 1895 B)', 9062, 20.116782494375872],
  ['', 'British foot (1865)', 9070, 0.30480083333333335],
  ['', 'Indian foot', 9080, 0.30479951024814694],
  ['', 'Indian foot (1962)', 9082, 0.3047996],
  ['', 'Indian foot (1975)', 9083, 0.3047995],
  ['', 'Indian yard', 9084, 0.9143985307444408],
  ['', 'Indian yard (1962)', 9086, 0.9143988],
  ['', 'Indian yard (1975)', 9087, 0.9143985],
  ['', 'Gold Coast foot', 9094, 0.3047997101815088],
  ['', 'British foot (1936)', 9095, 0.3048007491],
  ['', 'British yard (Sears 1922 truncated)', 9099, 0.914398],
  ['', 'British foot (Sears 1922 truncated)', 9300, 0.30479933333333337],
  ['', 'British chain (Sears 1922 truncated)', 9301, 20.116756],
  ['', 'British link (Sears 1922 truncated)', 9302, 0.20116756],
];

/** EPSG's units of length that projected systems have. */
export const LINEAR_UNITS: readonly LinearUnit[] = ROWS.map(([proj, wkt, epsg, meters]) => ({
  proj,
  wkt,
  epsg,
  meters,
}));

/** The named unit of this length, if there is one. */
export function findLinearUnit(meters: number): LinearUnit | undefined {
  return LINEAR_UNITS.find((unit) => Math.abs(unit.meters - meters) < 1e-10 * unit.meters);
}

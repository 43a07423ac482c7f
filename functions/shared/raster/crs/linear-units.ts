/** A unit of length of projected coordinates. */
export interface LinearUnit {
  /** Name in PROJ's `+units=`. */
  readonly proj: string;
  /** Name in WKT. */
  readonly wkt: string;
  readonly epsg: number;
  readonly meters: number;
}

/** EPSG's units of length that projected systems in use have. */
export const LINEAR_UNITS: readonly LinearUnit[] = [
  { proj: 'm', wkt: 'metre', epsg: 9001, meters: 1 },
  { proj: 'km', wkt: 'kilometre', epsg: 9036, meters: 1000 },
  { proj: 'ft', wkt: 'foot', epsg: 9002, meters: 0.3048 },
  { proj: 'us-ft', wkt: 'US survey foot', epsg: 9003, meters: 0.304800609601219 },
  { proj: 'ind-yd', wkt: 'Indian yard', epsg: 9084, meters: 0.914398530744441 },
  { proj: 'link', wkt: 'link', epsg: 9098, meters: 0.201168 },
];

/** The named unit of this length, if there is one. */
export function findLinearUnit(meters: number): LinearUnit | undefined {
  return LINEAR_UNITS.find((unit) => Math.abs(unit.meters - meters) < 1e-9 * unit.meters);
}

import { describe, expect, it } from 'vitest';
import { type Crs, CrsError, parseCrs, sameCrs } from '../crs/crs.ts';
import { transformer } from '../crs/transform.ts';
import { readCrs } from './geo-keys.ts';

type Keys = { readonly [key: number]: number | string | readonly number[] };

function crsOf(keys: Keys): Crs | undefined {
  return readCrs(
    new Map(Object.entries(keys).map(([key, value]) => [Number(key), value as number | string | number[]])),
  );
}

/** Where coordinates lie, in degrees of WGS 84. */
function place(keys: Keys, x: number, y: number): number[] {
  const point = Float64Array.of(x, y);
  transformer(crsOf(keys)!, parseCrs('EPSG:4326')).forward(point);
  return [...point];
}

function near(actual: number[], longitude: number, latitude: number) {
  expect(actual[0]).toBeCloseTo(longitude, 5);
  expect(actual[1]).toBeCloseTo(latitude, 5);
}

const MOLLWEIDE =
  'ESRI PE String = PROJCS["World_Mollweide",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mollweide"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],UNIT["Meter",1.0]]';

// The degrees are what gdaltransform says.
describe('the CRS of GeoKeys', () => {
  it("is Esri's text where nothing else says it", () => {
    near(place({ 1024: 32767, 1025: 1, 3073: MOLLWEIDE, 2048: 4326 }, -100000, 4000000), -1.113223, 33.061037);
  });

  it('is the code in the unit that stands beside it', () => {
    const keys = { 1024: 1, 1025: 1, 2054: 9102, 3072: 26967, 3076: 9003 };
    near(place(keys, 2250175, 1377040), -84.319412, 33.785487);
    expect(crsOf(keys)?.unitName).toBe('US survey foot');
    expect(crsOf({ 1024: 1, 3072: 26967, 3076: 9001 })?.code).toBe('EPSG:26967');
  });

  it("is Web Mercator where Google's tilers say so", () => {
    const keys = { 1024: 1, 1026: 'Google Maps Global Mercator', 2048: 4326, 3072: 32767, 3075: 7 };
    expect(crsOf(keys)?.code).toBe('EPSG:3857');
  });

  it('has angles in the unit of key 2055', () => {
    const keys = {
      1024: 1,
      2048: 4269,
      2054: 32767,
      2055: [0.0174532925],
      3072: 32767,
      3074: 32767,
      3075: 8,
      3076: 9001,
      3078: [33],
      3079: [45],
      3084: [-96],
      3085: [39],
      3086: [0],
      3087: [0],
    };
    const single = Object.fromEntries(
      Object.entries(keys).map(([key, value]) => [key, Array.isArray(value) ? value[0]! : value]),
    );
    near(place(single, 0, 0), -96, 39);
    near(place({ ...single, 2055: 0.015707963267948967, 3078: 40, 3079: 50, 3084: -100, 3085: 45 }, 0, 0), -90, 40.5);
  });

  it('is made of parameters: Albers, azimuthal, polar stereographic; and reads back from its own PROJ text', () => {
    const base = { 1024: 1, 2048: 4269, 3072: 32767, 3074: 32767, 3076: 9001 };
    const albers = { ...base, 3075: 11, 3078: 29.5, 3079: 45.5, 3081: 37.5, 3080: -96, 3082: 0, 3083: 0 };
    near(place(albers, 100000, 200000), -94.830009, 39.278915);
    const azimuthal = { ...base, 3075: 10, 3088: -100, 3089: 40, 3082: 0, 3083: 0 };
    near(place(azimuthal, 100000, 200000), -98.797004, 41.794954);
    const polar = { ...base, 3075: 15, 3081: 71, 3095: -45, 3092: 1, 3082: 0, 3083: 0 };
    near(place(polar, 100000, -200000), -18.434949, 87.942212);
    for (const keys of [albers, azimuthal, polar]) {
      const crs = crsOf(keys)!;
      expect(sameCrs(parseCrs(crs.definition), crs)).toBe(true);
    }
  });

  it('may have its meridian by code, and count south and west', () => {
    near(place({ 1024: 2, 2048: 32767, 2050: 6275, 2051: 8903, 2056: 7011, 2054: 9105 }, 0, 50), 2.336556, 44.999975);
    const south = { 1024: 1, 2048: 4148, 3072: 32767, 3074: 32767, 3075: 27, 3076: 9001, 3080: 31, 3081: 0, 3092: 1 };
    expect(crsOf(south)?.code).toBe('EPSG:2054');
  });

  it("is Esri's by its code", () => {
    expect(crsOf({ 1024: 1, 3072: 54009 })?.code).toBe('ESRI:54009');
  });

  it.each([
    [{ 1024: 1, 3072: 9999 }, 'gdalwarp -t_srs EPSG:4326'],
    [{ 1024: 2, 2048: 32767, 2056: 7999 }, 'ellipsoid 7999'],
    [{ 1024: 2, 2048: 32767, 2054: 9999 }, 'angular unit 9999'],
    [{ 1024: 2, 2048: 32767, 2051: 9999 }, 'prime meridian 9999'],
    [{ 1024: 1, 3072: 32767, 3074: 32767, 3075: 99 }, 'method 99'],
    [{ 1024: 3 }, 'geocentric'],
  ] as const)('is refused: %j', (keys, message) => {
    expect(() => crsOf(keys)).toThrow(CrsError);
    expect(() => crsOf(keys)).toThrow(message);
  });
});

import type { TableDataset } from '../dataset.ts';

type Ring = readonly (readonly [number, number])[];

function rectangle(west: number, south: number, east: number, north: number): Ring {
  return [[west, south], [east, south], [east, north], [west, north], [west, south]]; // biome-ignore format: a ring
}

/** Rough outlines: a few corners each. */
const STATES: readonly (readonly [name: string, code: string, fips: string, Ring])[] = [
  ['Colorado', 'CO', '08', rectangle(-109.05, 37, -102.05, 41)],
  ['Wyoming', 'WY', '56', rectangle(-111.05, 41, -104.05, 45)],
  ['Kansas', 'KS', '20', rectangle(-102.05, 37, -94.6, 40)],
  ['New Mexico', 'NM', '35', rectangle(-109.05, 31.8, -103, 37)],
  [
    'California',
    'CA',
    '06',
    [[-124.4, 42], [-124.4, 40.4], [-122.5, 37.2], [-120.6, 34.5], [-117.1, 32.5], [-114.5, 32.7], [-114.6, 35], [-120, 39], [-120, 42], [-124.4, 42]], // biome-ignore format: a ring
  ],
  [
    'Nevada',
    'NV',
    '32',
    [[-120, 42], [-120, 39], [-114.6, 35], [-114.05, 36.2], [-114.05, 42], [-120, 42]], // biome-ignore format: a ring
  ],
];

const COUNTRIES: readonly (readonly [name: string, code: string, abbreviation: string, region: string, Ring])[] = [
  ['United States', 'US', 'U.S.', 'North America', [[-124.7, 48.4], [-117.1, 32.5], [-97.1, 25.9], [-81, 25.2], [-67, 44.8], [-82.7, 45.3], [-95.2, 49], [-124.7, 48.4]]], // biome-ignore format: a ring
  ['Brazil', 'BR', 'Braz.', 'South America', [[-60, 5.2], [-34.8, -7], [-39, -17.5], [-53.4, -33.7], [-57.6, -18], [-73.5, -7.3], [-69.5, 1], [-60, 5.2]]], // biome-ignore format: a ring
  ['Kenya', 'KE', 'Ken.', 'Africa', [[34, 4.2], [41.9, 3.9], [41.6, -1.7], [39.2, -4.7], [34, -1], [34, 4.2]]], // biome-ignore format: a ring
  ['Switzerland', 'SZ', 'Switz.', 'Europe', [[6, 46.2], [7, 45.9], [9, 45.9], [10.4, 46.6], [9.5, 47.5], [7.6, 47.6], [6, 46.2]]], // biome-ignore format: a ring
  ['Peru', 'PE', 'Peru', 'South America', [[-80.3, -3.4], [-75.2, -0.1], [-70, -4.2], [-68.7, -12.5], [-70.3, -18.3], [-76.3, -13.9], [-81.3, -5], [-80.3, -3.4]]], // biome-ignore format: a ring
];

export const TABLES: readonly TableDataset[] = [
  {
    kind: 'table',
    id: 'TIGER/2018/States',
    title: 'US states: six of them, roughly drawn',
    features: STATES.map(([NAME, STUSPS, STATEFP, ring]) => ({
      properties: { NAME, STUSPS, STATEFP, GEOID: STATEFP, LSAD: '00', MTFCC: 'G4000', FUNCSTAT: 'A' },
      ring,
    })),
  },
  {
    kind: 'table',
    id: 'USDOS/LSIB_SIMPLE/2017',
    title: 'Countries: five of them, roughly drawn',
    features: COUNTRIES.map(([country_na, country_co, abbreviati, wld_rgn, ring]) => ({
      properties: { country_na, country_co, abbreviati, wld_rgn },
      ring,
    })),
  },
];

import { bandsOf, type RasterDataset, type Scene } from '../dataset.ts';
import { BAY, type Colour, type Place, reflectance, temperature } from '../landscape.ts';

const COLOURS: readonly Colour[] = ['coastal', 'blue', 'green', 'red', 'nir', 'swir1', 'swir2'];

/** Nothing but clear ground or water (CFMask: bit 6 clear, bit 7 water, confidences low). */
const quality = ({ isWater }: Place) => (isWater ? 21_952 : 21_824);

const SCENES: readonly Scene[] = ['2014-03-18', '2014-06-06', '2014-09-10', '2020-07-08'].map((date, i) => ({
  id: `LC08_044034_${date.replaceAll('-', '')}`,
  start: `${date}T18:45:00Z`,
  properties: {
    SPACECRAFT_ID: 'LANDSAT_8',
    WRS_PATH: 44,
    WRS_ROW: 34,
    CLOUD_COVER: [0.1, 2.3, 8.4, 0.02][i] ?? 0,
    DATE_ACQUIRED: date,
    SUN_ELEVATION: [46.5, 66.2, 50.9, 64.8][i] ?? 50,
    SUN_AZIMUTH: 135,
    UTM_ZONE: 10,
    COLLECTION_NUMBER: 2,
  },
}));

const common = { kind: 'collection', crs: 'EPSG:32610', scale: 30, extent: BAY, scenes: SCENES } as const;

/** Surface reflectance is 0.0000275 a step, from -0.2; surface temperature 0.00341802 a step, from 149 K. */
const surface = (colour: Colour) => (place: Place) => (reflectance(place, colour) + 0.2) / 0.0000275;

export const LANDSAT: readonly RasterDataset[] = [
  {
    ...common,
    id: 'LANDSAT/LC08/C02/T1_L2',
    title: 'Landsat 8 Level 2, Collection 2, Tier 1',
    bands: [
      ...bandsOf('uint16', Object.fromEntries(COLOURS.map((colour, i) => [`SR_B${i + 1}`, surface(colour)]))),
      ...bandsOf('uint8', { SR_QA_AEROSOL: ({ isWater }) => (isWater ? 100 : 96) }),
      ...bandsOf('uint16', { ST_B10: (place) => (temperature(place) - 149) / 0.00341802 }),
      ...bandsOf('int16', {
        ST_ATRAN: () => 8_600,
        ST_CDIST: () => 900,
        ST_DRAD: () => 520,
        ST_EMIS: ({ isWater }) => (isWater ? 9_880 : 9_700),
        ST_EMSD: () => 60,
        ST_QA: ({ noise }) => 250 + 40 * noise,
        ST_TRAD: (place) => 8_900 + (temperature(place) - 295) * 130,
        ST_URAD: () => 1_100,
      }),
      ...bandsOf('uint16', { QA_PIXEL: quality, QA_RADSAT: () => 0 }),
    ],
  },
  {
    ...common,
    id: 'LANDSAT/LC08/C02/T1_TOA',
    title: 'Landsat 8 top-of-atmosphere reflectance, Collection 2, Tier 1',
    bands: [
      ...bandsOf(
        'float',
        Object.fromEntries(
          COLOURS.map((colour, i) => [`B${i + 1}`, (place: Place) => reflectance(place, colour) + 0.02]),
        ),
      ),
      ...bandsOf('float', { B8: (place) => reflectance(place, 'green') + 0.02 }, 15),
      ...bandsOf('float', {
        B9: (place) => reflectance(place, 'cirrus'),
        B10: (place) => temperature(place) - 4,
        B11: (place) => temperature(place) - 6,
      }),
      ...bandsOf('uint16', { QA_PIXEL: quality, QA_RADSAT: () => 0 }),
      ...bandsOf('int16', { SAA: () => 13_500, SZA: () => 4_000, VAA: () => 9_800, VZA: () => 300 }),
    ],
  },
];

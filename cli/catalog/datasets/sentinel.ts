import { type Band, bandsOf, type RasterDataset, type Scene } from '../dataset.ts';
import { BAY, type Colour, type Place, reflectance } from '../landscape.ts';

/** Reflectance is 0.0001 a step. */
const surface = (colour: Colour) => (place: Place) => reflectance(place, colour) * 10_000;
const colourByte = (colour: Colour) => (place: Place) => Math.min(255, reflectance(place, colour) * 255 * 3);

/** Scene classification: 4 vegetation, 5 bare ground, 6 water. */
const classOf = ({ isWater, green }: Place) => (isWater ? 6 : green > 0.4 ? 4 : 5);

function optical(id: string, colour: Colour, scale: number): Band[] {
  return bandsOf('uint16', { [id]: surface(colour) }, scale);
}

const optics: readonly Band[] = [
  ...optical('B1', 'coastal', 60),
  ...optical('B2', 'blue', 10),
  ...optical('B3', 'green', 10),
  ...optical('B4', 'red', 10),
  ...optical('B5', 'edge', 20),
  ...optical('B6', 'nir', 20),
  ...optical('B7', 'nir', 20),
  ...optical('B8', 'nir', 10),
  ...optical('B8A', 'nir', 20),
  ...optical('B9', 'nir', 60),
  ...optical('B11', 'swir1', 20),
  ...optical('B12', 'swir2', 20),
  ...bandsOf('uint16', { AOT: () => 110, WVP: () => 1_400 }, 10),
  ...bandsOf('uint8', { SCL: classOf }, 20),
  ...bandsOf('uint8', { TCI_R: colourByte('red'), TCI_G: colourByte('green'), TCI_B: colourByte('blue') }, 10),
  ...bandsOf('uint8', { MSK_CLDPRB: () => 0, MSK_SNWPRB: () => 0 }, 20),
  ...bandsOf('uint16', { QA10: () => 0 }, 10),
  ...bandsOf('uint32', { QA20: () => 0 }, 20),
  ...bandsOf('uint16', { QA60: () => 0 }, 60),
  ...bandsOf('uint8', { MSK_CLASSI_OPAQUE: () => 0, MSK_CLASSI_CIRRUS: () => 0, MSK_CLASSI_SNOW_ICE: () => 0 }, 60),
];

const OPTICAL_SCENES: readonly Scene[] = (
  [
    ['2020-01-24', 'S2A', 12.1],
    ['2021-01-09', 'S2B', 1.4],
    ['2021-06-18', 'S2A', 0.3],
  ] as const
).map(([date, spacecraft, clouds]) => {
  const day = date.replaceAll('-', '');
  return {
    id: `${day}T185751_${day}T185931_T10SEG`,
    start: `${date}T19:02:00Z`,
    properties: {
      CLOUDY_PIXEL_PERCENTAGE: clouds,
      MGRS_TILE: '10SEG',
      SPACECRAFT_NAME: spacecraft === 'S2A' ? 'Sentinel-2A' : 'Sentinel-2B',
      SENSING_ORBIT_NUMBER: 113,
      PROCESSING_BASELINE: '02.14',
    },
  };
});

/** Backscatter in decibels. */
const radar =
  (ground: number, town: number, water: number) =>
  ({ isWater, isTown, noise }: Place) =>
    (isWater ? water : isTown ? town : ground) + 2 * noise;

const RADAR_SCENES: readonly Scene[] = ['2021-01-05', '2021-06-10'].map((date) => ({
  id: `S1A_IW_GRDH_1SDV_${date.replaceAll('-', '')}T141423_SYNTHETIC`,
  start: `${date}T14:14:23Z`,
  properties: {
    instrumentMode: 'IW',
    transmitterReceiverPolarisation: ['VV', 'VH'],
    orbitProperties_pass: 'DESCENDING',
    resolution: 'H',
    resolution_meters: 10,
    platform_number: 'A',
  },
}));

export const SENTINEL: readonly RasterDataset[] = [
  {
    kind: 'collection',
    id: 'COPERNICUS/S2_SR_HARMONIZED',
    title: 'Sentinel-2 surface reflectance, harmonized',
    crs: 'EPSG:32610',
    scale: 10,
    extent: BAY,
    bands: optics,
    scenes: OPTICAL_SCENES,
  },
  {
    kind: 'collection',
    id: 'COPERNICUS/S1_GRD',
    title: 'Sentinel-1 ground range detected radar, in decibels',
    crs: 'EPSG:32610',
    scale: 10,
    extent: BAY,
    bands: [
      ...bandsOf('double', { VV: radar(-11, -3, -19), VH: radar(-17, -10, -26) }),
      ...bandsOf('float', { angle: ({ longitude }) => 38 + (longitude - BAY[0]) * 5 }),
    ],
    scenes: RADAR_SCENES,
  },
];

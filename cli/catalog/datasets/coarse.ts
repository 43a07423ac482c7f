import { bandsOf, type RasterDataset, type Scene } from '../dataset.ts';
import { ndvi, type Place, REGION, reflectance, temperature } from '../landscape.ts';

const DAY = 86_400_000;

/** Scenes of so many days each, from a day on. */
function everyDays(first: string, count: number, days: number): Scene[] {
  return Array.from({ length: count }, (_, i) => {
    const start = Date.parse(first) + i * days * DAY;
    const date = new Date(start).toISOString();
    return { id: date.slice(0, 10).replaceAll('-', '_'), start: date, end: new Date(start + days * DAY).toISOString() };
  });
}

const byte = (place: Place) => (ndvi(place) > -1 ? 0 : 255);

const modis = { kind: 'collection', crs: 'SR-ORG:6974', extent: REGION } as const;

export const COARSE: readonly RasterDataset[] = [
  {
    ...modis,
    id: 'MODIS/061/MOD13Q1',
    title: 'MODIS vegetation indices, 16 days, 250 m',
    scale: 231.656358263750_1,
    bands: [
      ...bandsOf('int16', {
        NDVI: (place) => ndvi(place) * 10_000,
        EVI: (place) => ndvi(place) * 6_500,
      }),
      ...bandsOf('uint16', { DetailedQA: () => 2_116 }),
      ...bandsOf('int16', {
        sur_refl_b01: (place) => reflectance(place, 'red') * 10_000,
        sur_refl_b02: (place) => reflectance(place, 'nir') * 10_000,
        sur_refl_b03: (place) => reflectance(place, 'blue') * 10_000,
        sur_refl_b07: (place) => reflectance(place, 'swir2') * 10_000,
        ViewZenith: () => 500,
        SolarZenith: () => 4_200,
        RelativeAzimuth: () => -2_000,
        DayOfYear: ({ day }) => day,
      }),
      ...bandsOf('int8', { SummaryQA: byte }),
    ],
    scenes: everyDays('2020-01-01', 6, 16),
  },
  {
    ...modis,
    id: 'MODIS/061/MOD11A1',
    title: 'MODIS land surface temperature, daily, 1 km',
    scale: 926.625433055,
    bands: [
      ...bandsOf('uint16', { LST_Day_1km: (place) => temperature(place) / 0.02 }),
      ...bandsOf('uint8', { QC_Day: () => 0, Day_view_time: () => 108, Day_view_angle: () => 65 }),
      ...bandsOf('uint16', { LST_Night_1km: (place) => (temperature(place) - 12) / 0.02 }),
      ...bandsOf('uint8', {
        QC_Night: () => 0,
        Night_view_time: () => 225,
        Night_view_angle: () => 65,
        Emis_31: () => 244,
        Emis_32: () => 246,
      }),
      ...bandsOf('uint16', { Clear_day_cov: () => 2_000, Clear_night_cov: () => 2_000 }),
    ],
    scenes: everyDays('2020-06-01', 5, 1),
  },
  {
    kind: 'collection',
    id: 'UCSB-CHG/CHIRPS/DAILY',
    title: 'CHIRPS daily precipitation, in millimetres',
    crs: 'EPSG:4326',
    scale: 0.05,
    extent: [-125, 32, -114, 42],
    bands: bandsOf('float', {
      precipitation: ({ longitude, latitude, day }) =>
        Math.max(0, 6 * Math.sin(longitude * 0.9 + day * 0.7) * Math.cos(latitude * 0.8)),
    }),
    scenes: everyDays('2020-01-01', 10, 1).map((scene) => ({ ...scene, id: scene.id.replaceAll('_', '') })),
  },
];

import { bandsOf, type RasterDataset } from '../dataset.ts';
import { BAY, type Place } from '../landscape.ts';

const loss = ({ isForest, noise }: Place) => isForest && noise > 0.85;

/** Classes of WorldCover: 10 trees, 30 grass, 50 built up, 80 water. */
const cover = ({ isWater, isTown, isForest }: Place) => (isWater ? 80 : isTown ? 50 : isForest ? 10 : 30);

const geographic = { crs: 'EPSG:4326', extent: BAY } as const;

export const SINGLE: readonly RasterDataset[] = [
  {
    ...geographic,
    kind: 'image',
    id: 'USGS/SRTMGL1_003',
    title: 'SRTM elevation, 1 arc second, in metres',
    scale: 1 / 3600,
    bands: bandsOf('int16', { elevation: ({ elevation }) => elevation }),
    scenes: [{ id: '', start: '2000-02-11T00:00:00Z', end: '2000-02-22T00:00:00Z' }],
  },
  {
    ...geographic,
    kind: 'collection',
    id: 'ESA/WorldCover/v200',
    title: 'ESA WorldCover 2021, 10 m',
    scale: 1 / 12_000,
    bands: bandsOf('uint8', { Map: cover }),
    scenes: [
      {
        id: '2021',
        start: '2021-01-01T00:00:00Z',
        end: '2022-01-01T00:00:00Z',
        properties: {
          Map_class_names: [
            'Tree cover',
            'Shrubland',
            'Grassland',
            'Cropland',
            'Built-up',
            'Bare / sparse vegetation',
            'Snow and ice',
            'Permanent water bodies',
            'Herbaceous wetland',
            'Mangroves',
            'Moss and lichen',
          ],
          Map_class_palette: [
            '006400',
            'ffbb22',
            'ffff4c',
            'f096ff',
            'fa0000',
            'b4b4b4',
            'f0f0f0',
            '0064c8',
            '0096a0',
            '00cf75',
            'fae6a0',
          ],
          Map_class_values: [10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 100],
        },
      },
    ],
  },
  {
    ...geographic,
    kind: 'image',
    id: 'JRC/GSW1_4/GlobalSurfaceWater',
    title: 'JRC global surface water, 1984 to 2021',
    scale: 0.00025,
    bands: [
      ...bandsOf('uint8', { occurrence: ({ isWater, noise }) => (isWater ? 90 + 8 * noise : 0) }),
      ...bandsOf('int8', {
        change_abs: ({ isWater, noise }) => (isWater ? 4 * noise : 0),
        change_norm: ({ isWater, noise }) => (isWater ? 5 * noise : 0),
      }),
      ...bandsOf('uint8', {
        seasonality: ({ isWater }) => (isWater ? 12 : 0),
        recurrence: ({ isWater }) => (isWater ? 100 : 0),
        transition: ({ isWater }) => (isWater ? 1 : 0),
        max_extent: ({ isWater }) => (isWater ? 1 : 0),
      }),
    ],
    scenes: [{ id: '', start: '1984-03-16T00:00:00Z', end: '2022-01-01T00:00:00Z' }],
  },
  {
    ...geographic,
    kind: 'image',
    id: 'UMD/hansen/global_forest_change_2023_v1_11',
    title: 'Hansen global forest change 2000 to 2023, version 1.11',
    scale: 0.00025,
    bands: bandsOf('uint8', {
      treecover2000: ({ isForest, green }) => (isForest ? 100 * green : 3),
      loss: (place) => (loss(place) ? 1 : 0),
      gain: ({ isForest, noise }) => (!isForest && noise > 0.97 ? 1 : 0),
      lossyear: (place) => (loss(place) ? 1 + Math.floor(22 * Math.abs(Math.sin(place.longitude * 5_000))) : 0),
      ...Object.fromEntries(
        (['first', 'last'] as const).flatMap((when) =>
          ([30, 40, 50, 70] as const).map((band, i) => [
            `${when}_b${band}`,
            ({ green, noise }: Place) => ([30, 85, 60, 35][i] ?? 0) + ([-15, 60, 5, -20][i] ?? 0) * green + 3 * noise,
          ]),
        ),
      ),
      datamask: ({ isWater }) => (isWater ? 2 : 1),
    }),
    scenes: [{ id: '', start: '2000-01-01T00:00:00Z', end: '2024-01-01T00:00:00Z' }],
  },
];

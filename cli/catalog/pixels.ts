import proj4 from 'proj4';
import { type Band, type RasterDataset, SAMPLES } from './dataset.ts';
import { type Grid, geoTiff } from './geotiff.ts';
import { type Box, type Place, placeAt } from './landscape.ts';

/** The systems of the stand-ins. MODIS's is a sphere's (SR-ORG:6974). */
const SYSTEMS: { readonly [crs: string]: string } = {
  'EPSG:4326': '+proj=longlat +datum=WGS84 +no_defs',
  'EPSG:32610': '+proj=utm +zone=10 +datum=WGS84 +units=m +no_defs',
  'SR-ORG:6974': '+proj=sinu +lon_0=0 +x_0=0 +y_0=0 +a=6371007.181 +b=6371007.181 +units=m +no_defs',
};

/** The edge from which a grid's pixels are counted: those of the official datasets. */
const ORIGINS: { readonly [crs: string]: readonly [number, number] } = {
  'EPSG:4326': [-180, 90],
  'EPSG:32610': [0, 0],
  'SR-ORG:6974': [-20_015_109.354, 10_007_554.677],
};

/** Bands that are in one file: those of one type and one size of pixels. */
export interface BandFile {
  readonly bands: readonly Band[];
  readonly bytes: Uint8Array;
}

/** The files of an image of a dataset, as it is on a day of the year. */
export function bandFiles({ crs, scale, extent, bands }: RasterDataset, day: number): BandFile[] {
  const byScale = Map.groupBy(bands, (band) => band.scale ?? scale);
  return [...byScale].flatMap(([size, group]) => {
    const grid = gridOf(crs, size, extent);
    const places = placesOf(crs, grid, day);
    return [...Map.groupBy(group, ({ type }) => type).values()].map((alike) => fileOf(alike, grid, places));
  });
}

function fileOf(bands: readonly Band[], grid: Grid, places: readonly Place[]): BandFile {
  const planes = bands.map(({ type, value }) => {
    const plane = new SAMPLES[type](places.length);
    const isFloat = type === 'float' || type === 'double';
    for (const [i, place] of places.entries()) plane[i] = isFloat ? value(place) : Math.round(value(place));
    return plane;
  });
  return { bands, bytes: geoTiff({ ...grid, bands: planes }) };
}

/** The pixels of a dataset's grid that an extent needs. */
function gridOf(crs: string, scale: number, [west, south, east, north]: Box): Grid {
  const corners = [[west, south], [west, north], [east, south], [east, north]]; // biome-ignore format: four corners
  const there = corners.map((corner) => proj4(SYSTEMS['EPSG:4326'], SYSTEMS[crs], corner));
  const [x, y] = [there.map(([first = 0]) => first), there.map(([, second = 0]) => second)];
  const [left = 0, top = 0] = ORIGINS[crs] ?? [];
  const column = Math.floor((Math.min(...x) - left) / scale);
  const row = Math.floor((top - Math.max(...y)) / scale);
  return {
    width: Math.max(1, Math.ceil((Math.max(...x) - left) / scale) - column),
    height: Math.max(1, Math.ceil((top - Math.min(...y)) / scale) - row),
    west: left + column * scale,
    north: top - row * scale,
    scale,
  };
}

/** The places of all pixels, row by row: between those of the four corners, which is as good as the landscape needs. */
function placesOf(crs: string, grid: Grid, day: number): Place[] {
  const { width, height, west, north, scale } = grid;
  const at = (column: number, row: number) => {
    const [longitude = 0, latitude = 0] = proj4(SYSTEMS[crs], SYSTEMS['EPSG:4326'], [
      west + (column + 0.5) * scale,
      north - (row + 0.5) * scale,
    ]);
    return [longitude, latitude] as const;
  };
  const [right, below] = [Math.max(1, width - 1), Math.max(1, height - 1)];
  const [nw, ne, sw, se] = [at(0, 0), at(right, 0), at(0, below), at(right, below)];
  const between = (axis: 0 | 1, u: number, v: number) =>
    (1 - v) * ((1 - u) * nw[axis] + u * ne[axis]) + v * ((1 - u) * sw[axis] + u * se[axis]);
  return Array.from({ length: width * height }, (_, i) => {
    const [u, v] = [(i % width) / right, Math.floor(i / width) / below];
    return placeAt(between(0, u, v), between(1, u, v), day);
  });
}

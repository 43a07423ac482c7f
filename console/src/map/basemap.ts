import type { StyleSpecification } from 'maplibre-gl';
import { feature, mesh } from 'topojson-client';

/** Colours of the base map. */
interface Colours {
  readonly water: string;
  readonly land: string;
  readonly border: string;
  readonly grid: string;
}

const LIGHT: Colours = { water: '#dbe7ee', land: '#f6f4ee', border: '#c3c0b4', grid: '#c6d5de' };
const DARK: Colours = { water: '#10202a', land: '#1c2b2e', border: '#3c5054', grid: '#1b303c' };

/** From this zoom on the outlines (1 : 110,000,000) are further from the truth than a hand is wide: they fade. */
const OUTLINES_END = 8;

/** The world as far as it comes with the console: outlines of Natural Earth, and a grid. It contacts nobody. */
export async function baseStyle(isDark: boolean): Promise<StyleSpecification> {
  const { default: world } = await import('world-atlas/countries-110m.json');
  const colours = isDark ? DARK : LIGHT;
  const { land, countries } = world.objects;
  const fading = (opacity: number) =>
    ['interpolate', ['linear'], ['zoom'], OUTLINES_END - 2, opacity, OUTLINES_END, opacity * 0.25] as unknown as number;
  return {
    version: 8,
    projection: { type: 'mercator' },
    sources: {
      land: { type: 'geojson', data: unwrapped(feature(world, land)), attribution: 'Natural Earth' },
      borders: { type: 'geojson', data: mesh(world, countries, (a, b) => a !== b) },
      grid: { type: 'geojson', data: graticule(10) },
      'fine-grid': { type: 'geojson', data: graticule(1) },
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colours.water } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colours.land, 'fill-opacity': fading(1) } },
      {
        id: 'coast',
        type: 'line',
        source: 'land',
        paint: { 'line-color': colours.border, 'line-width': 1, 'line-opacity': fading(1) },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'borders',
        paint: {
          'line-color': colours.border,
          'line-width': 0.7,
          'line-dasharray': [3, 2],
          'line-opacity': fading(0.9),
        },
      },
      { id: 'grid', type: 'line', source: 'grid', paint: { 'line-color': colours.grid, 'line-width': 0.6 } },
      {
        id: 'fine-grid',
        type: 'line',
        source: 'fine-grid',
        minzoom: 6,
        paint: { 'line-color': colours.grid, 'line-width': 0.5 },
      },
    ],
  };
}

/** Meridians and parallels, every so many degrees. */
function graticule(step: number): GeoJSON.MultiLineString {
  const coordinates: [number, number][][] = [];
  for (let longitude = -180; longitude <= 180; longitude += step) coordinates.push([[longitude, -85], [longitude, 85]]); // biome-ignore format: a line
  for (let latitude = -80; latitude <= 80; latitude += step) coordinates.push([[-180, latitude], [180, latitude]]); // biome-ignore format: a line
  return { type: 'MultiLineString', coordinates };
}

/**
 * The shapes of the world atlas are those of a sphere, and go across the 180th meridian: on a map they have to go on beyond it, where it is shown
 * again; and the one around the pole has to go there.
 */
function unwrapped(shapes: GeoJSON.FeatureCollection): GeoJSON.FeatureCollection {
  const features = shapes.features.map((one) => {
    const { geometry } = one;
    if (geometry.type !== 'MultiPolygon') return one;
    return {
      ...one,
      geometry: { ...geometry, coordinates: geometry.coordinates.map((rings) => rings.map(unwrappedRing)) },
    };
  });
  return { ...shapes, features };
}

function unwrappedRing(ring: GeoJSON.Position[]): GeoJSON.Position[] {
  let shift = 0;
  const unwound = ring.map(([longitude = 0, latitude = 0], i) => {
    const step = longitude - (ring[i - 1]?.[0] ?? longitude);
    if (Math.abs(step) > 180) shift -= Math.sign(step) * 360;
    return [longitude + shift, latitude];
  });
  const [first = [0, 0], last = [0, 0]] = [unwound[0], unwound.at(-1)];
  if (Math.abs((first[0] ?? 0) - (last[0] ?? 0)) < 180) return unwound;
  return [...unwound, [last[0] ?? 0, -90], [first[0] ?? 0, -90], first];
}

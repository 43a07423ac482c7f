import { signal } from '@preact/signals';
import type { Map as MapLibre, MapMouseEvent } from 'maplibre-gl';

export type Shape = 'point' | 'line' | 'polygon' | 'rectangle';

/** A geometry that the user has drawn: a variable of the script. */
export interface Drawing {
  readonly name: string;
  readonly geometry: GeoJSON.Point | GeoJSON.LineString | GeoJSON.Polygon;
}

/** The finished geometries. */
export const drawings = signal<readonly Drawing[]>([]);
/** The shape that is being drawn; undefined while nothing is. */
export const tool = signal<Shape | undefined>(undefined);
/** The corners so far, and where the pointer is. */
const corners = signal<readonly [number, number][]>([]);

type Position = readonly [number, number];

function freeName(): string {
  const names = drawings.peek().map(({ name }) => name);
  for (let i = 1; ; i++) {
    const name = i === 1 ? 'geometry' : `geometry${i}`;
    if (!names.includes(name)) return name;
  }
}

export function removeDrawing(name: string): void {
  drawings.value = drawings.peek().filter((drawing) => drawing.name !== name);
}

export function chooseTool(shape: Shape | undefined): void {
  corners.value = [];
  tool.value = shape;
}

function finish(geometry: Drawing['geometry']): void {
  drawings.value = [...drawings.peek(), { name: freeName(), geometry }];
  chooseTool(undefined);
}

function rectangle([west, north]: Position, [east, south]: Position): GeoJSON.Polygon {
  return { type: 'Polygon', coordinates: [[[west, north], [west, south], [east, south], [east, north], [west, north]]] }; // biome-ignore format: a ring
}

/** What has been drawn so far, as it would be if it ended here. */
function shapeOf(shape: Shape, points: readonly Position[]): Drawing['geometry'] | undefined {
  const [first, second] = points;
  if (!first) return undefined;
  const all = points.map((each) => [...each]);
  if (shape === 'point') return { type: 'Point', coordinates: [...first] };
  if (!second) return undefined;
  if (shape === 'rectangle') return rectangle(first, points.at(-1) ?? second);
  if (shape === 'line' || points.length < 3) return { type: 'LineString', coordinates: all };
  return { type: 'Polygon', coordinates: [[...all, [...first]]] };
}

/** Lets the user draw on the map with the chosen tool. @returns what ends it */
export function attachDrawing(map: MapLibre, container: HTMLElement): () => void {
  const click = ({ lngLat }: MapMouseEvent) => {
    const shape = tool.peek();
    if (!shape) return;
    const points: Position[] = [...corners.peek(), [round(lngLat.lng), round(lngLat.lat)]];
    const isComplete = shape === 'point' || (shape === 'rectangle' && points.length === 2);
    const geometry = shapeOf(shape, points);
    if (isComplete && geometry) finish(geometry);
    else corners.value = points as [number, number][];
  };
  const end = (event?: MapMouseEvent) => {
    const shape = tool.peek();
    // The two clicks of a double click have drawn its corner twice.
    const points = event ? corners.peek().slice(0, -1) : corners.peek();
    const geometry = shape && shapeOf(shape, points);
    if (!geometry || geometry.type === 'Point' || (shape === 'polygon' && geometry.type !== 'Polygon')) return;
    event?.preventDefault();
    finish(geometry);
  };
  const key = ({ key: pressed }: KeyboardEvent) => {
    if (tool.peek() === undefined) return;
    if (pressed === 'Escape') chooseTool(undefined);
    if (pressed === 'Enter') end();
  };
  map.on('click', click);
  map.on('dblclick', end);
  addEventListener('keydown', key);
  const stop = tool.subscribe((shape) => {
    if (shape) container.dataset['drawing'] = shape;
    // After the click that ended the drawing has been seen by the inspector.
    else setTimeout(() => delete container.dataset['drawing']);
  });
  return () => {
    stop();
    removeEventListener('keydown', key);
  };
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

/** Draws the finished geometries, and the one that is being drawn. */
export function showDrawings(map: MapLibre): void {
  const now = tool.value && (shapeOf(tool.value, corners.value) ?? shapeOf('point', corners.value));
  const all = [...drawings.value.map(({ geometry }) => geometry), ...(now ? [now] : [])];
  const data = {
    type: 'FeatureCollection' as const,
    features: all.map((geometry) => ({ type: 'Feature' as const, properties: {}, geometry })),
  };
  const source = map.getSource('drawings') as { setData(data: object): void } | undefined;
  if (source) {
    source.setData(data);
    return;
  }
  map.addSource('drawings', { type: 'geojson', data });
  map.addLayer({
    id: 'drawings-fill',
    type: 'fill',
    source: 'drawings',
    filter: ['==', '$type', 'Polygon'],
    paint: { 'fill-color': '#f43f5e', 'fill-opacity': 0.15 },
  });
  map.addLayer({
    id: 'drawings-line',
    type: 'line',
    source: 'drawings',
    paint: { 'line-color': '#f43f5e', 'line-width': 2 },
  });
  map.addLayer({
    id: 'drawings-point',
    type: 'circle',
    source: 'drawings',
    filter: ['==', '$type', 'Point'],
    paint: { 'circle-color': '#f43f5e', 'circle-radius': 5, 'circle-stroke-color': '#fff', 'circle-stroke-width': 1.5 },
  });
}

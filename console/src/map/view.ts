import { signal } from '@preact/signals';

/** Where the map looks. */
export interface View {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
  /** West, south, east, north, in degrees. */
  readonly bounds: readonly [number, number, number, number];
}

/** West, south, east, north, in degrees. */
export type Bounds = View['bounds'];

export const view = signal<View>({ longitude: 0, latitude: 20, zoom: 1.5, bounds: [-180, -60, 180, 80] });

/** Where the map is to go: set by whoever wants it there. */
export type Destination =
  | { readonly kind: 'bounds'; readonly bounds: Bounds }
  | {
      readonly kind: 'place';
      readonly longitude: number;
      readonly latitude: number;
      readonly zoom: number | undefined;
    };

export const destination = signal<Destination | undefined>(undefined);

/** The box around GeoJSON coordinates, however nested; undefined for none. */
export function boundsOfGeometry(geometry: unknown): Bounds | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [x, y] = part;
    if (typeof x === 'number' && typeof y === 'number') {
      [west, south, east, north] = [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)];
    } else part.forEach(visit);
  };
  const { coordinates, geometries } = (geometry ?? {}) as {
    coordinates?: unknown;
    geometries?: { coordinates: unknown }[];
  };
  visit(coordinates);
  for (const one of geometries ?? []) visit(one.coordinates);
  return west <= east ? [west, south, east, north] : undefined;
}

/** Metres that a pixel of the map stands for, in the middle of the view. */
export function metresPerPixel({ latitude, zoom }: Pick<View, 'latitude' | 'zoom'>): number {
  // Tiles have 256 pixels; the map counts zoom levels for 512.
  return (78_271.516_964 * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom;
}

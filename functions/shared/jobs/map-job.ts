import { z } from 'zod';
import type { StoredOf } from '../google/stored.ts';
import type { StoredText } from '../google/stored-text.ts';
import type { ObjectPlace } from '../storage-names.ts';
import type { Caller } from './caller.ts';
import type { ExportSource } from './export-job.ts';
import { pyramidLevel } from './tile-pyramid.ts';

/** The file formats of map tiles. */
export const TILE_FORMATS = ['AUTO_JPEG_PNG', 'JPEG', 'PNG'] as const;

/** The options of an export of map tiles. */
export const mapOptions = z.object({
  format: z.enum(TILE_FORMATS),
  startZoom: z.number(),
  endZoom: z.number(),
  /** Whether tiles of which all is masked are left out. */
  skipEmpty: z.boolean(),
});
export type MapOptions = StoredOf<typeof mapOptions>;

/** The plan of a pyramid of map tiles. */
export const mapPlan = z.object({
  levels: z.array(pyramidLevel),
  /** West, south, east, north in degrees. */
  bounds: z.array(z.number()),
});
export type MapPlan = StoredOf<typeof mapPlan>;

/** Finds out which tiles a map has. Result: Planned<MapPlan>. */
export interface PlanMapJob {
  readonly kind: 'plan-map';
  readonly caller: Caller;
  readonly source: ExportSource;
  readonly options: MapOptions;
}

/** Computes successive tiles of a pyramid, and writes each to an object of its own. Result: WrittenTiles. */
export interface TilesJob {
  readonly kind: 'tiles';
  readonly caller: Caller;
  /** The id of the operation: its image is kept for its other tiles, and its objects are known by it. */
  readonly operation: string;
  readonly source: ExportSource;
  /** The JSON text of Pins. */
  readonly pins: StoredText;
  readonly options: MapOptions;
  readonly plan: MapPlan;
  /** The first tile, and the first one behind the last. */
  readonly first: number;
  readonly end: number;
  /** What the names of all tiles begin with: `ZOOM/X/Y` follows. */
  readonly folder: ObjectPlace;
  readonly isPublic: boolean;
  /** Whether it is stopped before long. */
  readonly isBrief: boolean;
}

/** How many tiles have been written; others are empty. */
export const writtenTiles = z.object({ tiles: z.number() });
export type WrittenTiles = StoredOf<typeof writtenTiles>;

import type { FeatureViewOptions } from '../../catalog/feature-view.ts';
import type { Box } from '../../geometry/bounds.ts';
import type { Order } from './order.ts';
import { coversTile } from './placement.ts';

/** The last zoom level of which tiles are looked at: those beyond are small. */
const DEEPEST = 18;
/** Features of tiles that are looked at, all tiles together: some seconds of work, and less than two hundred megabytes. */
const MOST_VISITS = 10_000_000;
/** As many features as a tile costs itself. */
const TILE_COST = 20;
const UNSEEN = 255;

/** Features that are to be thinned. */
export interface Features {
  readonly count: number;
  /** West, north, east and south on the map, feature by feature. */
  readonly boxes: Float64Array;
  readonly minZoomLevels: Uint8Array;
  /** The best first. */
  readonly order: Order;
}

/** What follows from thinning. */
export interface Thinning {
  /**
   * A zoom level of each feature below which no tile shows it. Where there is too much to look at it is lower than need be: tiles choose among what
   * they find.
   */
  readonly firstZooms: Uint8Array;
  /** By zoom level: the place in the order from which on features are left out everywhere; only if the strategy is globally consistent. */
  readonly cutoffs?: readonly number[];
}

/** A tile, and the features that touch it, the best first. */
interface Crowd {
  readonly x: number;
  readonly y: number;
  readonly features: Uint32Array;
}

/**
 * Finds out which features tiles show, each at most so many: the best of those that touch it and are large enough at its zoom level. Boxes stand for
 * features.
 * @param spend is told of work
 */
export function thin(
  features: Features,
  { maxFeaturesPerTile, strategy }: Pick<FeatureViewOptions, 'maxFeaturesPerTile' | 'strategy'>,
  spend: (count: number) => void,
): Thinning {
  return strategy === 'HIGHER_DENSITY'
    ? { firstZooms: denseZooms(features, maxFeaturesPerTile, spend) }
    : consistent(features, maxFeaturesPerTile, spend);
}

/** Each tile for itself: a tile without features that were shown nowhere yet tells nothing new, and nor do those below it. */
function denseZooms(features: Features, most: number, spend: (count: number) => void): Uint8Array {
  const { count, minZoomLevels } = features;
  const first = new Uint8Array(count).fill(UNSEEN);
  const reached = descend(features, spend, (crowd, zoom) => {
    if (crowd.length <= most) {
      // So it is with the tiles below.
      for (const feature of crowd) first[feature] = Math.min(first[feature], Math.max(zoom, minZoomLevels[feature]));
      return false;
    }
    let shown = 0;
    let unseen = false;
    for (const feature of crowd) {
      if (minZoomLevels[feature] <= zoom && shown < most) {
        shown++;
        first[feature] = Math.min(first[feature], zoom);
      } else if (first[feature] > zoom) unseen = true;
    }
    return unseen;
  });
  return first.map((zoom) => (zoom === UNSEEN ? reached + 1 : zoom));
}

/** All tiles of a zoom level together: the worst one says what is left out in all of them. */
function consistent(features: Features, most: number, spend: (count: number) => void): Thinning {
  const { count, minZoomLevels, order } = features;
  const worst: number[] = new Array(DEEPEST + 1).fill(count);
  const reached = descend(features, spend, (crowd, zoom) => {
    let shown = 0;
    for (const feature of crowd) {
      if (minZoomLevels[feature] > zoom || ++shown <= most) continue;
      worst[zoom] = Math.min(worst[zoom], order.equals[order.places[feature]]);
      break;
    }
    return crowd.length > most;
  });
  // What is beyond is not known: nothing is shown there that is left out here.
  const cutoffs = worst.map((cutoff, zoom) => (zoom <= reached ? cutoff : worst[reached]));
  const firstZooms = minZoomLevels.map((least, feature) => {
    let zoom = least;
    while (zoom <= DEEPEST && order.places[feature] >= cutoffs[zoom]) zoom++;
    return zoom;
  });
  return { firstZooms, cutoffs };
}

/**
 * Visits tiles, from the whole world down.
 * @param visit whether the tiles below it are of interest
 * @returns the last zoom level of which all tiles of interest were visited
 */
function descend(
  features: Features,
  spend: (count: number) => void,
  visit: (crowd: Uint32Array, zoom: number) => boolean,
): number {
  let crowds: Crowd[] = [{ x: 0, y: 0, features: features.order.features }];
  let visits = 0;
  for (let zoom = 0; ; zoom++) {
    const crowded = crowds.filter(({ x, y, features: crowd }) => {
      const goesOn = (level: number) => {
        visits += crowd.length + TILE_COST;
        spend(crowd.length);
        return visit(crowd, level);
      };
      if (!goesOn(zoom)) return false;
      if (!crowd.every((feature) => coversTile(boxOf(features, feature), zoom, x, y))) return true;
      // The tiles below have the same crowd.
      for (let level = zoom + 1; level <= DEEPEST && visits < MOST_VISITS && goesOn(level); ) level++;
      return false;
    });
    if (visits >= MOST_VISITS) return zoom;
    if (crowded.length === 0) return DEEPEST;
    const left = crowded.reduce((sum, crowd) => sum + crowd.features.length + TILE_COST, 0);
    // Most features are in one of the tiles below.
    if (zoom === DEEPEST || visits + left > MOST_VISITS) return zoom;
    crowds = crowded.flatMap((crowd) => quarters(crowd, zoom, features));
  }
}

/** The four tiles below a tile, with those of its features that touch them, as `meetsTile` has it. */
function quarters({ x, y, features }: Crowd, zoom: number, { boxes }: Features): Crowd[] {
  const tiles = 2 ** (zoom + 1);
  const found = [0, 1, 2, 3].map(() => ({ features: new Uint32Array(features.length), count: 0 }));
  const add = (quarter: number, feature: number) => {
    const into = found[quarter];
    into.features[into.count++] = feature;
  };
  for (const feature of features) {
    const at = 4 * feature;
    // In tiles of the next level, from the corner of this one.
    const [west, north] = [boxes[at] * tiles - 2 * x, boxes[at + 1] * tiles - 2 * y];
    const [east, south] = [boxes[at + 2] * tiles - 2 * x, boxes[at + 3] * tiles - 2 * y];
    const [isLeft, isRight] = [west <= 1 && east >= 0, west <= 2 && east >= 1];
    const [isUpper, isLower] = [north <= 1 && south >= 0, north <= 2 && south >= 1];
    if (isLeft && isUpper) add(0, feature);
    if (isRight && isUpper) add(1, feature);
    if (isLeft && isLower) add(2, feature);
    if (isRight && isLower) add(3, feature);
  }
  return found.flatMap(({ features: inside, count }, quarter) =>
    count > 0 ? [{ x: 2 * x + (quarter & 1), y: 2 * y + (quarter >> 1), features: inside.slice(0, count) }] : [],
  );
}

function boxOf({ boxes }: Features, feature: number): Box {
  const at = 4 * feature;
  return [boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3]];
}

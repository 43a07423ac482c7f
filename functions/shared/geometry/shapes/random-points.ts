import { wrapLongitude } from '../../raster/crs/longitude.ts';
import { Geometry, type Position } from '../geometry.ts';
import { zone } from '../measure/zone.ts';
import { isUnbounded } from '../parts.ts';
import { contains } from '../predicates.ts';
import { degreeBounds } from './bounds.ts';

/** Tries for each point after which a region is taken for empty. */
const TRIES = 10_000;

/**
 * A point in a geometry's areas, all places being equally likely: one in its bounds, drawn until it is inside.
 * @param random numbers in [0, 1[
 * @param spend counts the tries
 */
export function randomPoint(geometry: Geometry, random: () => number, spend: () => void): Position | undefined {
  const [west, south, east, north] = isUnbounded(geometry) ? [-180, -90, 180, 90] : degreeBounds(geometry);
  const [low, high] = [zone(south), zone(north)];
  for (let round = 0; round < TRIES; round++) {
    spend();
    const longitude = wrapLongitude(west + (east - west) * random());
    const position: Position = [longitude, latitudeAt(low + (high - low) * random())];
    if (contains(geometry, new Geometry({ type: 'Point', coordinates: position }))) return position;
  }
  return undefined;
}

/** The latitude up to which a zone from the equator has so much area, by halving: the area only grows with latitude. */
function latitudeAt(area: number): number {
  let [low, high] = [-90, 90];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (zone(middle) < area) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

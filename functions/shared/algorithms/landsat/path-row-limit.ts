import { wrong } from '../../errors.ts';
import { keyOf } from '../../values/equality.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { andThen } from '../../values/value.ts';
import { collect, cursorOf, deferred } from '../collection/cursor.ts';
import type { Element } from '../collection/element.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { imageCollectionType } from '../image-collection/image-collection-type.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';

/** Clouds over a scene in percent; scenes that do not say come last. */
function cloudCover(scene: Element): number {
  const value = scene.property('CLOUD_COVER');
  return isNumberValue(value) ? toDouble(value) : Infinity;
}

/** The scenes with the fewest clouds of each path and row, and of all of these the best of each first; in the order in which they were. */
export function leastCloudy<T extends Element>(scenes: readonly T[], perPathRow: number, total: number): T[] {
  const places = Map.groupBy(scenes, (scene) => keyOf([scene.property('WRS_PATH'), scene.property('WRS_ROW')]));
  const ranked = [...places.values()].flatMap((some) =>
    some
      .toSorted((a, b) => cloudCover(a) - cloudCover(b))
      .slice(0, perPathRow)
      .map((scene, rank) => ({ scene, rank })),
  );
  const best = ranked.toSorted((a, b) => a.rank - b.rank || cloudCover(a.scene) - cloudCover(b.scene)).slice(0, total);
  const kept = new Set(best.map(({ scene }) => scene));
  return scenes.filter((scene) => kept.has(scene));
}

/** Fewer scenes. */
export const PATH_ROW_LIMIT = [
  algorithm({
    name: 'Landsat.pathRowLimit',
    description:
      'The scenes with the fewest clouds of each path and row (CLOUD_COVER, WRS_PATH, WRS_ROW), up to a number of each and of all.',
    returns: 'ImageCollection',
    parameters: {
      collection: required(imageCollectionType),
      maxScenesPerPathRow: defaulted(t.integer, 25),
      maxScenesTotal: defaulted(t.integer, 100),
    },
    examples: [
      {
        args: { collection: $call('ImageCollection.fromImages', { images: [] }) },
        result: { type: 'ImageCollection', features: [] },
      },
    ],
    run: ({ collection, maxScenesPerPathRow, maxScenesTotal }, context) => {
      for (const [name, value] of Object.entries({ maxScenesPerPathRow, maxScenesTotal }))
        if (!(value >= 1)) throw wrong(`Must be positive. Got ${value}.`, name);
      return collection.withSelection('Landsat.pathRowLimit', () =>
        deferred(() =>
          andThen(collect(collection.open()), (scenes) => {
            context.spend(scenes.length);
            return cursorOf(leastCloudy(scenes, maxScenesPerPathRow, maxScenesTotal));
          }),
        ),
      );
    },
  }),
];

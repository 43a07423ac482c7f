import { wrong } from '../../../errors.ts';
import { isEmpty } from '../../../geometry/parts.ts';
import { andThen, type Value } from '../../../values/value.ts';
import { Collection } from '../../collection/collection.ts';
import { concatenated, cursorOf, mapCursor } from '../../collection/cursor.ts';
import type { Element } from '../../collection/element.ts';
import type { Feature } from '../../collection/feature.ts';
import { indexOf } from '../../collection/indexed.ts';
import { keptElements } from '../../collection/kept-elements.ts';
import { withNamedErrors } from '../../collection/named-errors.ts';
import { collectionType } from '../../collection/types.ts';
import { algorithm } from '../../declare.ts';
import { $call } from '../../example.ts';
import { elementGeometry } from '../../geometry/element-geometry.ts';
import * as t from '../../language/types.ts';
import { defaulted, optional, required } from '../../parameter.ts';
import { BOUNDED, BOX } from '../example-image.ts';
import { checkPixels, geometryWindow, projectionOf } from '../grid.ts';
import { imageType } from '../image-type.ts';
import { firstBand } from '../needed-bands.ts';
import { sampleProperties, samples } from './pixels-as-features.ts';

/** A sample with the properties of the feature that its pixel is in, or some of them. */
function withPropertiesOf(sample: Feature, region: Element, names: readonly string[] | null): Feature {
  const properties = new Map<string, Value>();
  for (const name of names ?? region.properties.keys()) {
    const value = region.property(name);
    if (value !== null) properties.set(name, value);
  }
  for (const [name, value] of sample.properties) properties.set(name, value);
  return sample.withProperties(properties);
}

/** Pixels of many regions. */
export const IMAGE_SAMPLE_REGIONS = [
  algorithm({
    name: 'Image.sampleRegions',
    description:
      'The pixels of regions as features, with a property a band and properties of their region; masked ones are left out.',
    returns: 'FeatureCollection',
    keeps: true,
    parameters: {
      image: required(imageType),
      collection: required(collectionType),
      properties: optional(t.list(t.string)),
      scale: optional(t.float),
      projection: optional(t.projection),
      tileScale: defaulted(t.float, 1),
      geometries: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: {
          image: BOUNDED,
          collection: $call('Collection', { features: [$call('Feature', { geometry: BOX, metadata: { a: 1 } })] }),
        },
        result: {
          type: 'FeatureCollection',
          properties: { band_order: ['constant'] },
          columns: {},
          features: [
            { type: 'Feature', geometry: null, id: '0_0', properties: { a: 1, constant: 7 } },
            { type: 'Feature', geometry: null, id: '0_1', properties: { a: 1, constant: 7 } },
          ],
        },
      },
    ],
    run: ({ image, collection, properties, scale, projection, geometries }, context, origin) => {
      const first = firstBand(image);
      const target = projectionOf(projection ?? first.projection, null, scale);
      const sampling = { image, projection: target, dropNulls: true, geometries, chosen: () => true };
      const open = () =>
        concatenated(
          mapCursor(collection.open(), (element, place) => {
            context.spend(1);
            return andThen(elementGeometry(element), (region) => {
              if (isEmpty(region)) return cursorOf<Feature>([]);
              const prefix = indexOf(element) ?? String(place);
              const window = geometryWindow(region, target);
              if (!window) throw wrong('The geometry of a feature must not be unbounded.');
              checkPixels(window);
              const found = samples({ ...sampling, region }, window, context);
              return mapCursor(found, (sample) =>
                withPropertiesOf(sample, element, properties).withId(`${prefix}_${indexOf(sample)}`),
              );
            });
          }),
        );
      return new Collection(
        'FeatureCollection',
        keptElements(withNamedErrors('Image.sampleRegions', open), origin, context),
        { properties: sampleProperties(image) },
        [collection],
      );
    },
  }),
];

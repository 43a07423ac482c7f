import { invalid } from '../errors.ts';
import { isFloatType, isNumberValue, numberType, toDouble } from '../values/number.ts';
import { isList, type Value } from '../values/value.ts';
import { type Band, Image, MAX_BANDS, tooManyBands } from './image.ts';
import { constantType } from './pixel-type.ts';
import { constant } from './pixels/node.ts';
import { WGS84 } from './projection.ts';

/**
 * An image that has one value everywhere, in a band named constant. A list gives one band an element, named constant_0, constant_1, … as
 * the service names them; an empty one an image without bands.
 */
export function constantImage(value: Value): Image {
  return constantsImage(value, constantBand);
}

/**
 * An image of a band for each element of a list, or of one band for a value.
 * @param band makes a band of a name; undefined if the value can be none
 */
export function constantsImage(value: Value, band: (id: string, value: Value) => Band | undefined): Image {
  const listed = isList(value);
  const values = listed ? value : [value];
  if (values.length > MAX_BANDS) throw tooManyBands(values.length);
  const bands = values.map((item, i) => {
    const made = band(listed ? `constant_${i}` : 'constant', item);
    if (made) return made;
    throw invalid("Image.constant, argument 'value': A number, or a list of numbers, is expected.");
  });
  return new Image(bands);
}

/** A band that has a number everywhere; undefined of anything else than a number or a boolean. */
export function constantBand(id: string, item: Value): Band | undefined {
  const value = typeof item === 'boolean' ? Number(item) : item;
  if (!isNumberValue(value)) return undefined;
  const double = toDouble(value);
  const type = constantType(double, !isFloatType(numberType(value)));
  return { id, type, projection: WGS84, pixels: constant(double) };
}

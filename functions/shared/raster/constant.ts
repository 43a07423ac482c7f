import { invalid } from '../errors.ts';
import { isFloatType, isNumberValue, numberType, toDouble } from '../values/number.ts';
import { isList, type ListValue, type Value } from '../values/value.ts';
import { type Band, Image, MAX_BANDS, tooManyBands } from './image.ts';
import { constantType } from './pixel-type.ts';
import { constant } from './pixels/node.ts';
import { WGS84 } from './projection.ts';

/**
 * An image that has one value everywhere. A list gives one band an element, named constant, constant_1, … as the service names them;
 * an empty one an image without bands.
 */
export function constantImage(value: Value): Image {
  return constantsImage(isList(value) ? value : [value], constantBand);
}

/**
 * An image of a band for each of some values; none for none.
 * @param band makes a band of a name; undefined if the value can be none
 */
export function constantsImage(values: ListValue, band: (id: string, value: Value) => Band | undefined): Image {
  if (values.length > MAX_BANDS) throw tooManyBands(values.length);
  const bands = values.map((item, i) => {
    const made = band(i === 0 ? 'constant' : `constant_${i}`, item);
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

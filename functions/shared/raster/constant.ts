import { invalid } from '../errors.ts';
import { isFloatType, isNumberValue, type NumberValue, numberType, toDouble } from '../values/number.ts';
import { isList, type Value } from '../values/value.ts';
import { Image, MAX_BANDS, tooManyBands } from './image.ts';
import { constantType } from './pixel-type.ts';
import { constant } from './pixels/node.ts';
import { WGS84 } from './projection.ts';

/**
 * An image that has one value everywhere. A list gives one band an element, named constant, constant_1, …
 * as the service names them.
 */
export function constantImage(value: Value): Image {
  const values = isList(value) ? value : [value];
  if (values.length === 0) throw invalid('Image.constant: The list of values is empty.');
  if (values.length > MAX_BANDS) throw tooManyBands(values.length);
  const bands = values.map((item, i) => {
    const number = typeof item === 'boolean' ? Number(item) : item;
    if (!isNumberValue(number)) {
      throw invalid("Image.constant, argument 'value': A number, or a list of numbers, is expected.");
    }
    return constantBand(i === 0 ? 'constant' : `constant_${i}`, number);
  });
  return new Image(bands);
}

function constantBand(id: string, value: NumberValue) {
  const double = toDouble(value);
  const type = constantType(double, !isFloatType(numberType(value)));
  return { id, type, projection: WGS84, pixels: constant(double) };
}

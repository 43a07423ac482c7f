import { constantImage } from '../../raster/constant.ts';
import { Image } from '../../raster/image.ts';
import { isNumberValue } from '../../values/number.ts';
import type { ParameterType } from '../parameter.ts';

/** An image. A number is converted to a constant image. */
export const imageType: ParameterType<Image> = {
  name: 'Image<unknown bands>',
  coerce(value) {
    if (value instanceof Image) return value;
    return isNumberValue(value) || typeof value === 'boolean' ? constantImage(value) : undefined;
  },
};

import type { Context } from '../algorithms/context.ts';
import { imageType } from '../algorithms/image/image-type.ts';
import { REGISTRY } from '../algorithms/registry.ts';
import { invalid } from '../errors.ts';
import { decodeExpression } from '../expression/decode.ts';
import { Evaluator } from '../expression/evaluate.ts';
import type { Image } from '../raster/image.ts';
import { typeNameOf, type Value } from '../values/value.ts';

/** Evaluates the JSON text of an Expression message. */
export async function evaluateText(expression: string, context: Context): Promise<Value> {
  return new Evaluator(REGISTRY, context).evaluate(decodeExpression(JSON.parse(expression)));
}

/** Evaluates an expression that must be an image with bands, whose pixels may be arrays. @throws INVALID_ARGUMENT */
export async function evaluateAnyImage(expression: string, context: Context): Promise<Image> {
  const value = await evaluateText(expression, context);
  const image = imageType.coerce(value);
  if (image === undefined) throw invalid(`Expected an Image, got a value of type ${typeNameOf(value)}.`);
  requireBands(image);
  return image;
}

/** Evaluates an expression that must be an image with bands of numbers: one that can be shown or written. @throws INVALID_ARGUMENT */
export async function evaluateImage(expression: string, context: Context): Promise<Image> {
  const image = await evaluateAnyImage(expression, context);
  requireNumbers(image);
  return image;
}

function requireBands({ bands }: Image): void {
  if (bands.length === 0) throw invalid('Image has no bands.');
}

/** Checks that an image has bands, whose pixels are numbers. @throws INVALID_ARGUMENT */
export function requireNumbers(image: Image): void {
  requireBands(image);
  const array = image.bands.find((band) => band.type.dimensions > 0);
  if (array)
    throw invalid(
      `Band '${array.id}' has arrays for pixels: use arrayFlatten() or arrayGet() to make bands of numbers.`,
    );
}

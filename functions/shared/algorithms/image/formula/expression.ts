import { wrong } from '../../../errors.ts';
import type { Image } from '../../../raster/image.ts';
import type { Value } from '../../../values/value.ts';
import { type Callable, encodeCallable } from '../../callable.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, required } from '../../parameter.ts';
import { imageType } from '../image-type.ts';
import { evaluateFormula } from './evaluate.ts';
import { parseFormula } from './parse.ts';

/** The algorithm behind the clients' `Image.expression`: it turns a formula into a function of images. */
export const IMAGE_EXPRESSION = [
  algorithm({
    name: 'Image.parseExpression',
    description: 'A formula over images as a function of them.',
    returns: 'Algorithm',
    hidden: true,
    parameters: {
      expression: required(t.string),
      argName: required(t.string),
      vars: required(t.list(t.string)),
      mapFreeVarsToDefaultImageBands: defaulted(t.boolean, false),
    },
    run: ({ expression, argName, vars, mapFreeVarsToDefaultImageBands }): Callable => {
      const formula = parseFormula(expression);
      return {
        typeName: 'Algorithm',
        parameters: vars,
        call: (...args: readonly Value[]) => {
          const images = new Map<string, Image>();
          vars.forEach((name, i) => {
            const image = imageType.coerce(args[i] ?? null);
            if (image === undefined) throw wrong(`Variable '${name}' must be an image or a number.`);
            images.set(name, image);
          });
          const main = images.get(argName);
          if (mapFreeVarsToDefaultImageBands && main) {
            for (const band of main.bands) {
              if (!images.has(band.id)) images.set(band.id, main.withBands([band]));
            }
          }
          return evaluateFormula(formula, { images, main });
        },
        encode() {
          return encodeCallable(this);
        },
      };
    },
  }),
];

import { wrong } from '../../../errors.ts';
import { constantImage } from '../../../raster/constant.ts';
import { type Band, Image } from '../../../raster/image.ts';
import { unionType } from '../../../raster/pixel-type.ts';
import { point } from '../../../raster/pixels/node.ts';
import { CHOOSE } from '../../../raster/pixels/rules.ts';
import { SCALAR_OPERATIONS } from '../../../raster/scalar/table.ts';
import { TypedNumber } from '../../../values/number.ts';
import { combineOperation, mapOperation } from '../operation.ts';
import type { Formula } from './parse.ts';

const NAME = 'Image.parseExpression';
const OPERATIONS = new Map(SCALAR_OPERATIONS.map((operation) => [operation.name, operation]));

/** Numbers that formulas know by name. */
const CONSTANTS: { readonly [name: string]: number } = { PI: Math.PI, E: Math.E };

/** The images by the names that a formula uses for them; `b()` means the bands of `main`. */
export interface Variables {
  readonly images: ReadonlyMap<string, Image>;
  readonly main: Image | undefined;
}

/** Evaluates a formula over images. */
export function evaluateFormula(formula: Formula, variables: Variables): Image {
  switch (formula.kind) {
    case 'number':
      return constantImage(formula.float ? new TypedNumber(formula.value, 'Float') : formula.value);
    case 'text':
      throw wrong(`A text ('${formula.value}') can only name a band.`);
    case 'name':
      return variable(formula.name, variables);
    case 'member':
      return bandOf(evaluateFormula(formula.of, variables), formula.key);
    case 'call':
      return call(formula.name, formula.args, variables);
    case 'choice':
      return choose(formula, variables);
  }
}

function variable(name: string, { images }: Variables): Image {
  const image = images.get(name);
  if (image) return image;
  if (Object.hasOwn(CONSTANTS, name)) return constantImage(CONSTANTS[name]);
  throw wrong(`Unknown variable '${name}'. Known: ${[...images.keys()].join(', ')}.`);
}

function bandOf(image: Image, key: Formula): Image {
  if (key.kind === 'text') return new Image([image.band(key.value, NAME)], image.fields);
  const band = key.kind === 'number' ? image.bands.at(key.value) : undefined;
  if (!band) throw wrong(`A band must be given by a name or a position that the image has.`);
  return new Image([band], image.fields);
}

function call(name: string, args: readonly Formula[], variables: Variables): Image {
  if (name === 'b') {
    if (!variables.main) throw wrong(`b() needs an image that the expression is applied to.`);
    const { main } = variables;
    if (args.length === 0) return main;
    const bands = args.flatMap((key) => bandOf(main, key).bands);
    return new Image(bands, main.fields);
  }
  const operation = OPERATIONS.get(name);
  if (!operation) throw wrong(`Unknown function '${name}'.`);
  const images = args.map((arg) => evaluateFormula(arg, variables));
  if (operation.arity === 1) {
    if (images.length !== 1) throw wrong(`${name}() takes 1 argument. Got ${images.length}.`);
    return mapOperation(images[0], operation);
  }
  // Functions of two values that can be chained take any number of them: min(a, b, c).
  const chained = name === 'min' || name === 'max' || name === 'add' || name === 'multiply';
  if (images.length < 2 || (images.length > 2 && !chained)) {
    throw wrong(`${name}() takes ${chained ? 'at least 2' : '2'} arguments. Got ${images.length}.`);
  }
  return images.reduce((left, right) => combineOperation(NAME, operation, left, right));
}

/** test ? yes : no, pixel by pixel; masked where the test is, or the alternative that it chooses. */
function choose(formula: Formula & { kind: 'choice' }, variables: Variables): Image {
  const images = [formula.test, formula.yes, formula.no].map((part) => evaluateFormula(part, variables));
  const count = Math.max(...images.map((image) => image.bands.length));
  const bands = Array.from({ length: count }, (_, i) => {
    const [test, yes, no] = images.map((image) => pick(image, i));
    return { ...yes, type: unionType(yes.type, no.type), pixels: point(CHOOSE, test.pixels, yes.pixels, no.pixels) };
  });
  return new Image(bands, images[1].fields).withoutIdentity();
}

function pick(image: Image, i: number): Band {
  const band = image.bands.length === 1 ? image.bands[0] : image.bands[i];
  if (!band) throw wrong(`The images of a choice must have the same number of bands, or one band.`);
  return band;
}

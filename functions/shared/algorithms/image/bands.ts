import { wrong } from '../../errors.ts';
import { type Band, bandList, type Image } from '../../raster/image.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import type { ListValue, Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { selectedNames } from '../language/selector.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { imageReply, PAIR } from './example-image.ts';
import { imageType } from './image-type.ts';

/** The bands that one selector means: a position, a name, or a regular expression over whole names. */
function bandsOf(image: Image, selector: Value): Band[] {
  if (isNumberValue(selector)) {
    const index = Math.trunc(toDouble(selector));
    const band = image.bands.at(index);
    if (!band) throw wrong(`Band index ${index} is out of bounds. Available bands: ${bandList(image)}.`);
    return [band];
  }
  if (typeof selector !== 'string') throw wrong('A band selector must be a name, a pattern or a position.');
  const ids = new Set(
    selectedNames(
      image.bands.map((band) => band.id),
      selector,
    ),
  );
  const matched = image.bands.filter((band) => ids.has(band.id));
  if (matched.length === 0) {
    throw wrong(`Band pattern '${selector}' did not match any bands. Available bands: ${bandList(image)}`);
  }
  return matched;
}

/** Selects bands, which may be named anew. */
export function selectBands(image: Image, selectors: ListValue, newNames: readonly string[] | null): Image {
  const bands = selectors.flatMap((selector) => bandsOf(image, selector));
  if (newNames === null) return image.withBands(uniqueNames(bands));
  if (newNames.length !== bands.length) {
    throw wrong(`The number of new names (${newNames.length}) must be that of the bands selected (${bands.length}).`);
  }
  return image.withBands(bands.map((band, i) => ({ ...band, id: newNames[i] })));
}

/** A band whose name is taken gets _1, _2 … behind its name. */
export function uniqueNames(bands: readonly Band[]): Band[] {
  const taken = new Set<string>();
  const lastNumbers = new Map<string, number>();
  return bands.map((band) => {
    let id = band.id;
    while (taken.has(id)) {
      const number = (lastNumbers.get(band.id) ?? 0) + 1;
      lastNumbers.set(band.id, number);
      id = `${band.id}_${number}`;
    }
    taken.add(id);
    return id === band.id ? band : { ...band, id };
  });
}

function checkNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw wrong(`Duplicate band name: '${name}'.`);
    seen.add(name);
  }
}

/** Choosing, naming and adding bands. */
export const IMAGE_BANDS = [
  algorithm({
    name: 'Image.select',
    description: 'Some bands, by name, pattern or position, which may be renamed.',
    returns: imageType.name,
    parameters: {
      input: required(imageType),
      bandSelectors: required(t.objects),
      newNames: optional(t.list(t.string)),
    },
    examples: [
      {
        args: { input: PAIR, bandSelectors: ['constant_1'], newNames: ['b'] },
        result: imageReply({ b: ['int', [2, 2]] }),
      },
    ],
    run: ({ input, bandSelectors, newNames }) => selectBands(input, bandSelectors, newNames),
  }),
  algorithm({
    name: 'Image.rename',
    description: 'The same bands with other names.',
    returns: imageType.name,
    parameters: { input: required(imageType), names: required(t.list(t.string)) },
    examples: [
      { args: { input: PAIR, names: ['a', 'b'] }, result: imageReply({ a: ['int', [1, 1]], b: ['int', [2, 2]] }) },
    ],
    run: ({ input, names }) => {
      if (names.length !== input.bands.length) {
        throw wrong(`The number of names (${names.length}) must be the number of bands (${input.bands.length}).`);
      }
      checkNames(names);
      return input.withBands(input.bands.map((band, i) => ({ ...band, id: names[i] })));
    },
  }),
  algorithm({
    name: 'Image.addBands',
    description: 'The bands of one image, then those of another; properties are those of the first.',
    returns: imageType.name,
    parameters: {
      dstImg: required(imageType),
      srcImg: required(imageType),
      names: optional(t.list(t.string)),
      overwrite: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: { dstImg: 1, srcImg: 2 },
        result: imageReply({ constant: ['int', [1, 1]], constant_1: ['int', [2, 2]] }),
      },
    ],
    run: ({ dstImg, srcImg, names, overwrite }) => {
      const added = names === null ? srcImg : selectBands(srcImg, names, null);
      const replaced = new Map(overwrite ? added.bands.map((band) => [band.id, band]) : []);
      const kept = dstImg.bands.map((band) => replaced.get(band.id) ?? band);
      const taken = new Set(dstImg.bands.map((band) => band.id));
      const rest = added.bands.filter((band) => !(overwrite && taken.has(band.id)));
      return dstImg.withBands(uniqueNames([...kept, ...rest]));
    },
  }),
  algorithm({
    name: 'Image.bandNames',
    description: 'The names of the bands.',
    returns: 'List<Object>',
    parameters: { image: required(imageType) },
    examples: [{ args: { image: PAIR }, result: ['constant_0', 'constant_1'] }],
    run: ({ image }) => image.bands.map((band) => band.id),
  }),
  algorithm({
    name: 'Image.bandTypes',
    description: 'The pixel type of each band, by name.',
    returns: 'Dictionary<Object>',
    parameters: { image: required(imageType) },
    examples: [
      {
        args: { image: PAIR },
        result: {
          constant_0: { type: 'PixelType', precision: 'int', min: 1, max: 1 },
          constant_1: { type: 'PixelType', precision: 'int', min: 2, max: 2 },
        },
      },
    ],
    run: ({ image }) => new Map(image.bands.map((band) => [band.id, band.type])),
  }),
];

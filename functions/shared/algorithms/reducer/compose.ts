import { wrong } from '../../errors.ts';
import { PixelType, unionType } from '../../raster/pixel-type.ts';
import type { Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { imageType } from '../image/image-type.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import type { Accumulator, NumberAccumulator } from './accumulator.ts';
import { MAX_WIDTH, Reducer } from './reducer.ts';
import { reducerType } from './reducer-type.ts';
import type { ResultTypes } from './result-types.ts';
import type { TileResult } from './tiles/tile-accumulator.ts';

/** Names that differ: those taken before get a number behind them. */
function distinctNames(names: readonly string[]): string[] {
  const taken = new Map<string, number>();
  return names.map((name) => {
    let number = taken.get(name) ?? 0;
    let distinct = number === 0 ? name : `${name}${number}`;
    while (taken.has(distinct)) distinct = `${name}${++number}`;
    taken.set(name, number + 1);
    taken.set(distinct, taken.get(distinct) ?? 1);
    return distinct;
  });
}

function limitWidth(what: string, counts: readonly number[]): void {
  const width = counts.reduce((sum, count) => sum + count, 0);
  if (width > MAX_WIDTH) throw wrong(`A reducer may have at most ${MAX_WIDTH} ${what}. Got ${width}.`);
}

/** Reducers side by side, each of which gets the same inputs. */
function sharing(
  reducers: readonly Reducer[],
): Pick<Reducer['fields'], 'inputs' | 'open' | 'numbers' | 'tiles' | 'neighborhoods' | 'pixelTypes'> {
  const [first] = reducers;
  for (const { inputs } of reducers) {
    if (inputs.length !== first.inputs.length) {
      throw wrong(
        `Reducers that share inputs must have the same number of them. Got ${first.inputs.length} and ${inputs.length}.`,
      );
    }
  }
  const numbers = (): NumberAccumulator => {
    const parts = reducers.map((reducer) => reducer.numbers());
    return {
      add(value, weight) {
        for (const part of parts) part.add(value, weight);
      },
      results: () => parts.flatMap((part) => part.results()),
    };
  };
  return {
    inputs: first.inputs.map((_, i) => reducers.some(({ inputs }) => inputs[i])),
    open() {
      const parts = reducers.map((reducer) => reducer.open());
      return {
        add: (inputs, weights) => {
          reducers.forEach((reducer, i) => {
            parts[i].add(inputs, weightsFor(reducer, weights));
          });
        },
        results: () => parts.flatMap((part) => part.results()),
      };
    },
    ...(first.inputs.length === 1 ? { numbers, ...tilesOf(reducers), ...neighborhoodsOf(reducers) } : {}),
    pixelTypes: (types) => reducers.flatMap((reducer) => reducer.pixelTypes(types)),
  };
}

/** A faster way over layers of pixels, if all of them have one. */
function tilesOf(reducers: readonly Reducer[]): Pick<Reducer['fields'], 'tiles'> {
  const starts = reducers.flatMap(({ fields }) => fields.tiles ?? []);
  if (starts.length < reducers.length) return {};
  return {
    tiles: (pixels, claim) => {
      const parts = starts.map((start) => start(pixels, claim));
      return {
        add(values, mask) {
          for (const part of parts) part.add(values, mask);
        },
        results: () => parts.flatMap((part) => part.results()),
      };
    },
  };
}

/** A faster way over neighbours, if all of them have one. */
function neighborhoodsOf(reducers: readonly Reducer[]): Pick<Reducer['fields'], 'neighborhoods'> {
  const forms = reducers.flatMap(({ fields }) => fields.neighborhoods ?? []);
  if (forms.length < reducers.length) return {};
  return {
    neighborhoods(around) {
      const parts: TileResult[] = [];
      for (const form of forms) {
        const results = form(around);
        if (results === undefined) return undefined;
        parts.push(...results);
      }
      return parts;
    },
  };
}

/** Inputs without weights weigh 1, whatever those that share them say. */
function weightsFor(reducer: Reducer, weights: readonly number[]): readonly number[] {
  return reducer.inputs.every((weighted) => weighted)
    ? weights
    : weights.map((weight, i) => (reducer.inputs[i] ? weight : 1));
}

/** Reducers side by side, each of which gets inputs of its own. */
function apart(reducers: readonly Reducer[]): Required<Pick<Reducer['fields'], 'inputs' | 'open' | 'pixelTypes'>> {
  limitWidth(
    'inputs',
    reducers.map(({ inputs }) => inputs.length),
  );
  const inputs = reducers.flatMap((reducer) => reducer.inputs);
  const starts: number[] = [];
  let total = 0;
  for (const reducer of reducers) {
    starts.push(total);
    total += reducer.inputs.length;
  }
  return {
    inputs,
    open() {
      const parts = reducers.map((reducer) => reducer.open());
      return {
        add: (values, weights) => {
          parts.forEach((part, i) => {
            const [from, to] = [starts[i], starts[i] + reducers[i].inputs.length];
            part.add(values.slice(from, to), weights.slice(from, to));
          });
        },
        results: () => parts.flatMap((part) => part.results()),
      };
    },
    pixelTypes: (types) =>
      reducers.flatMap((reducer, i) => reducer.pixelTypes(types.slice(starts[i], starts[i] + reducer.inputs.length))),
  };
}

/** Two reducers in one. */
export function combine(first: Reducer, second: Reducer, prefix: string, shared: boolean): Reducer {
  const parts = [first, second];
  limitWidth(
    'outputs',
    parts.map(({ outputs }) => outputs.length),
  );
  return new Reducer({
    name: 'combine',
    parts,
    outputs: distinctNames([...first.outputs, ...second.outputs.map((output) => prefix + output)]),
    ...(shared ? sharing(parts) : apart(parts)),
    countsMasked: parts.some((part) => part.countsMasked),
  });
}

/** A number of copies of a reducer, each output as a list. */
function repeated(reducer: Reducer, count: number): Reducer {
  if (count < 1) throw wrong(`'count' must be at least 1. Got ${count}.`);
  const copies = apart(new Array<Reducer>(Math.min(count, MAX_WIDTH + 1)).fill(reducer));
  const width = reducer.outputs.length;
  const open = (): Accumulator => {
    const all = copies.open();
    return {
      add: (inputs, weights) => all.add(inputs, weights),
      results: () => {
        const flat = all.results();
        return reducer.outputs.map((_, output): Value => flat.filter((__, i) => i % width === output));
      },
    };
  };
  const pixelTypes: ResultTypes = (types) => {
    const all = copies.pixelTypes(types);
    return reducer.outputs.map((_, output) => {
      const { precision, min, max, dimensions } = all.filter((__, i) => i % width === output).reduce(unionType);
      return new PixelType(precision, min, max, dimensions + 1);
    });
  };
  const { inputs } = copies;
  return new Reducer({ name: 'repeat', parts: [reducer], inputs, outputs: reducer.outputs, open, pixelTypes });
}

/** A copy of a reducer for each name. */
function forEach(reducer: Reducer, names: readonly string[]): Reducer {
  if (names.length === 0) throw wrong('At least one name is needed.');
  limitWidth('outputs', [names.length * reducer.outputs.length]);
  const outputs =
    reducer.outputs.length === 1
      ? names
      : names.flatMap((name) => reducer.outputs.map((output) => `${name}_${output}`));
  const copies = apart(names.map(() => reducer));
  return new Reducer({
    name: 'forEach',
    parts: [reducer],
    outputs: distinctNames(outputs),
    ...copies,
  });
}

const MEAN = $call('Reducer.mean', {});
const MIN_MAX = $call('Reducer.minMax', {});

/** Reducers made of reducers. */
export const COMPOSED_REDUCERS = [
  algorithm({
    name: 'Reducer.combine',
    description: 'Combines two reducers, which share their inputs or have inputs of their own.',
    returns: 'Reducer',
    parameters: {
      reducer1: required(reducerType),
      reducer2: required(reducerType),
      outputPrefix: defaulted(t.string, ''),
      sharedInputs: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: { reducer1: MEAN, reducer2: MIN_MAX, outputPrefix: 'b_', sharedInputs: true },
        result: { type: 'Reducer.combine', inputs: 1, outputs: ['mean', 'b_min', 'b_max'] },
      },
    ],
    run: ({ reducer1, reducer2, outputPrefix, sharedInputs }) =>
      combine(reducer1, reducer2, outputPrefix, sharedInputs),
  }),
  algorithm({
    name: 'Reducer.repeat',
    description: 'A number of copies of a reducer; each output is a list of theirs.',
    returns: 'Reducer',
    parameters: { reducer: required(reducerType), count: required(t.integer) },
    examples: [{ args: { reducer: MEAN, count: 3 }, result: { type: 'Reducer.repeat', inputs: 3, outputs: ['mean'] } }],
    run: ({ reducer, count }) => repeated(reducer, count),
  }),
  algorithm({
    name: 'Reducer.forEach',
    description:
      'A copy of a reducer for each name; the names are the outputs, or come before them if there are several.',
    returns: 'Reducer',
    parameters: { reducer: required(reducerType), outputNames: required(t.list(t.string)) },
    examples: [
      {
        args: { reducer: MIN_MAX, outputNames: ['a'] },
        result: { type: 'Reducer.forEach', inputs: 1, outputs: ['a_min', 'a_max'] },
      },
    ],
    run: ({ reducer, outputNames }) => forEach(reducer, outputNames),
  }),
  algorithm({
    name: 'Reducer.forEachBand',
    description: 'A copy of a reducer for each band of an image, with outputs that are named after the bands.',
    returns: 'Reducer',
    parameters: { reducer: required(reducerType), image: required(imageType) },
    examples: [
      {
        args: { reducer: MEAN, image: $call('Image.constant', { value: [1, 2] }) },
        result: { type: 'Reducer.forEach', inputs: 2, outputs: ['constant_0', 'constant_1'] },
      },
    ],
    run: ({ reducer, image }) =>
      forEach(
        reducer,
        image.bands.map((band) => band.id),
      ),
  }),
  algorithm({
    name: 'Reducer.setOutputs',
    description: 'The reducer with other names of its outputs.',
    returns: 'Reducer',
    parameters: { reducer: required(reducerType), outputs: required(t.list(t.string)) },
    examples: [
      { args: { reducer: MEAN, outputs: ['a'] }, result: { type: 'Reducer.mean', inputs: 1, outputs: ['a'] } },
    ],
    run: ({ reducer, outputs }) => {
      if (outputs.length !== reducer.outputs.length) {
        throw wrong(`Got ${outputs.length} names for ${reducer.outputs.length} outputs.`);
      }
      return new Reducer({ ...reducer.fields, outputs });
    },
  }),
  algorithm({
    name: 'Reducer.getOutputs',
    description: "The names of the reducer's outputs.",
    returns: 'List<Object>',
    parameters: { reducer: required(reducerType) },
    examples: [{ args: { reducer: MIN_MAX }, result: ['min', 'max'] }],
    run: ({ reducer }) => reducer.outputs,
  }),
];

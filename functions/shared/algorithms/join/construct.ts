import type { Value } from '../../values/value.ts';
import type { Element } from '../collection/element.ts';
import { Feature } from '../collection/feature.ts';
import { indexOf } from '../collection/indexed.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { Join } from './join.ts';
import { bestMatch, type Match, measured, orderedMatches } from './match.ts';

/** Whether there is any match: the others are not looked for. */
function hasMatch(matches: Generator<Match>): boolean {
  return !matches.next().done;
}

/** The element with its matches saved as a property; an element without matches is kept by outer joins only. */
function saved(first: Element, key: string, found: Value, outer: boolean): Element[] {
  if (found === null) return outer ? [first] : [];
  return [first.withProperties(new Map(first.properties).set(key, found))];
}

const ORDER = {
  ordering: optional(t.string, 'The property that the matches are sorted by.'),
  ascending: defaulted(t.boolean, true),
  measureKey: optional(t.string, "The property of each match that gets the condition's measure."),
  outer: defaulted(t.boolean, false),
};

/** The kinds of joins. */
export const JOINS = [
  algorithm({
    name: 'Join.simple',
    description: 'A join that keeps the elements of the first collection that have a match in the second.',
    returns: 'Join',
    parameters: {},
    examples: [{ args: {}, result: { type: 'Join.simple' } }],
    run: () => new Join('simple', {}, 'selection', (first, matches) => (hasMatch(matches) ? [first] : [])),
  }),
  algorithm({
    name: 'Join.inverted',
    description: 'A join that keeps the elements of the first collection that have no match in the second.',
    returns: 'Join',
    parameters: {},
    examples: [{ args: {}, result: { type: 'Join.inverted' } }],
    run: () => new Join('inverted', {}, 'selection', (first, matches) => (hasMatch(matches) ? [] : [first])),
  }),
  algorithm({
    name: 'Join.inner',
    description: 'A join of pairs: a feature for each match, with both elements as its properties.',
    returns: 'Join',
    parameters: {
      primaryKey: defaulted(t.string, 'primary'),
      secondaryKey: defaulted(t.string, 'secondary'),
      measureKey: optional(t.string, "The property that gets the condition's measure."),
    },
    examples: [{ args: {}, result: { type: 'Join.inner', primaryKey: 'primary', secondaryKey: 'secondary' } }],
    run: (parts) => {
      const { primaryKey, secondaryKey, measureKey } = parts;
      return new Join('inner', parts, 'pairs', (first, matches) =>
        Array.from(matches, ({ element, measure }) => {
          const properties = new Map<string, Value>([
            [primaryKey, first],
            [secondaryKey, element],
          ]);
          if (measureKey !== null && measure !== null) properties.set(measureKey, measure);
          return new Feature(null, properties, `${indexOf(first) ?? 0}_${indexOf(element) ?? 0}`);
        }),
      );
    },
  }),
  algorithm({
    name: 'Join.saveAll',
    description: 'A join that saves the matches of each element of the first collection as a list in a property.',
    returns: 'Join',
    parameters: { matchesKey: required(t.string), ...ORDER },
    examples: [
      {
        args: { matchesKey: 'found' },
        result: { type: 'Join.saveAll', matchesKey: 'found', ascending: true, outer: false },
      },
    ],
    run: (parts) => {
      const { matchesKey, ordering, ascending, measureKey, outer } = parts;
      return new Join('saveAll', parts, 'elements', (first, matches) => {
        const found = orderedMatches(matches, ordering, ascending).map((match) => measured(match, measureKey));
        return saved(first, matchesKey, found.length > 0 || outer ? found : null, outer);
      });
    },
  }),
  algorithm({
    name: 'Join.saveFirst',
    description: 'A join that saves the first match of each element of the first collection in a property.',
    returns: 'Join',
    parameters: { matchKey: required(t.string), ...ORDER },
    examples: [
      {
        args: { matchKey: 'found', ordering: 'a', ascending: false },
        result: { type: 'Join.saveFirst', matchKey: 'found', ordering: 'a', ascending: false, outer: false },
      },
    ],
    run: (parts) => {
      const { matchKey, ordering, ascending, measureKey, outer } = parts;
      return new Join('saveFirst', parts, 'elements', (first, matches) => {
        const match = ordering === null ? matches.next().value : orderedMatches(matches, ordering, ascending)[0];
        return saved(first, matchKey, match ? measured(match, measureKey) : null, outer);
      });
    },
  }),
  algorithm({
    name: 'Join.saveBest',
    description: "A join that saves the match with the smallest measure, which is saved as the match's property.",
    returns: 'Join',
    parameters: {
      matchKey: required(t.string),
      measureKey: required(t.string),
      outer: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: { matchKey: 'found', measureKey: 'difference' },
        result: { type: 'Join.saveBest', matchKey: 'found', measureKey: 'difference', outer: false },
      },
    ],
    run: (parts) => {
      const { matchKey, measureKey, outer } = parts;
      return new Join('saveBest', parts, 'elements', (first, matches) => {
        const match = bestMatch(matches);
        return saved(first, matchKey, match ? measured(match, measureKey) : null, outer);
      });
    },
  }),
];

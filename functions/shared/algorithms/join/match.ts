import { compareValues } from '../../values/order.ts';
import type { Element } from '../collection/element.ts';
import type { Context } from '../context.ts';
import type { Filter, Lookup } from '../filter/filter.ts';

/** An element of the second collection that fits one of the first. */
export interface Match {
  readonly element: Element;
  /** The condition's measure of the match: smaller is better; null if it has none. */
  readonly measure: number | null;
}

/** Finds the elements of a second collection that fit one of the first, by an index where the condition allows one. */
export class Matcher {
  readonly #seconds: readonly Element[];
  readonly #condition: Filter;
  readonly #context: Context;
  readonly #lookup: Lookup;

  constructor(seconds: readonly Element[], condition: Filter, context: Context) {
    this.#seconds = seconds;
    this.#condition = condition;
    this.#context = context;
    const all = seconds.map((_, place) => place);
    context.spend(seconds.length + 1);
    this.#lookup = condition.lookup(seconds) ?? (() => all);
  }

  /** The matches of an element, in the order of the second collection, one by one. */
  *matches(first: Element): Generator<Match> {
    this.#context.spend(1);
    for (const place of this.#lookup(first)) {
      this.#context.spend(1);
      const element = this.#seconds[place];
      if (this.#condition.test(first, element)) {
        yield { element, measure: this.#condition.measure(first, element) };
      }
    }
  }
}

/** The element with how well it fits as a property, if that is wanted and known. */
export function measured({ element, measure }: Match, measureKey: string | null): Element {
  if (measureKey === null || measure === null) return element;
  return element.withProperties(new Map(element.properties).set(measureKey, measure));
}

/** Matches by a property of theirs; in their order if there is none. */
export function orderedMatches(matches: Iterable<Match>, ordering: string | null, ascending: boolean): Match[] {
  const list = [...matches];
  if (ordering === null) return list;
  const sign = ascending ? 1 : -1;
  return list
    .map((match) => ({ match, value: match.element.property(ordering) }))
    .sort((a, b) => sign * compareValues(a.value, b.value))
    .map(({ match }) => match);
}

/** The match that fits best; the first one of those that fit equally well. */
export function bestMatch(matches: Iterable<Match>): Match | undefined {
  let best: Match | undefined;
  for (const match of matches) {
    if (best === undefined || (match.measure ?? Infinity) < (best.measure ?? Infinity)) best = match;
  }
  return best;
}

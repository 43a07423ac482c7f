import type { Work } from '../../learning/samples.ts';
import type { Context } from '../context.ts';

/** Visits of a number that take about as long as the visit of an element of the language. */
const VISITS_AN_ELEMENT = 50;

/** Learning counts against a request's limits. */
export function workOf(context: Context): Work {
  return (visits) => context.spend(visits / VISITS_AN_ELEMENT);
}

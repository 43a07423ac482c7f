import type { Algorithm } from '../declare.ts';
import { COMBINE_FILTERS } from './combine.ts';
import { COMPARE_FILTERS } from './compare.ts';
import { FILTER_EXPRESSION } from './expression.ts';
import { GEOMETRIC_FILTERS } from './geometric.ts';
import { RANGE_FILTERS } from './ranges.ts';

/** Filters. */
export const FILTER_FAMILY: readonly Algorithm[] = [
  ...GEOMETRIC_FILTERS,
  ...FILTER_EXPRESSION,
  ...COMPARE_FILTERS,
  ...COMBINE_FILTERS,
  ...RANGE_FILTERS,
];

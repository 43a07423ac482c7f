import type { Algorithm } from '../declare.ts';
import { COLLECTION_AGGREGATES } from './aggregate.ts';
import { COLLECTION_ARRAYS } from './arrays.ts';
import { COLLECTION_COLUMNS } from './columns-change.ts';
import { COLLECTION_COMBINE } from './combine.ts';
import { COLLECTION_CONSTRUCTORS } from './construct.ts';
import { FEATURE_SELECT } from './feature-select.ts';
import { COLLECTION_SOURCES } from './load-table.ts';
import { COLLECTION_SELECT } from './select.ts';
import { COLLECTION_STREAMS } from './streams.ts';

/** Collections of features or images. */
export const COLLECTION_FAMILY: readonly Algorithm[] = [
  ...FEATURE_SELECT,
  ...COLLECTION_CONSTRUCTORS,
  ...COLLECTION_STREAMS,
  ...COLLECTION_SELECT,
  ...COLLECTION_SOURCES,
  ...COLLECTION_COMBINE,
  ...COLLECTION_COLUMNS,
  ...COLLECTION_ARRAYS,
  ...COLLECTION_AGGREGATES,
];

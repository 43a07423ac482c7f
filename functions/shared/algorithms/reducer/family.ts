import type { Algorithm } from '../declare.ts';
import { BASIC_REDUCERS } from './basic.ts';
import { CIRCULAR_REDUCERS } from './circular.ts';
import { COMPOSED_REDUCERS } from './compose.ts';
import { CORRELATION_REDUCERS } from './correlation.ts';
import { COVARIANCE_REDUCERS } from './covariance.ts';
import { ELEMENT_REDUCERS } from './elements.ts';
import { GEOMETRIC_MEDIAN } from './geometric-median.ts';
import { GROUP_REDUCERS } from './group.ts';
import { HISTOGRAM_REDUCERS } from './histogram.ts';
import { LINE_REDUCERS } from './linear-fit.ts';
import { LOGIC_REDUCERS } from './logic.ts';
import { ORDER_REDUCERS } from './order.ts';
import { QUANTILE_REDUCERS } from './quantiles.ts';
import { REDUCE_ARRAY } from './reduce-array.ts';
import { REDUCE_COLUMNS } from './reduce-columns.ts';
import { REDUCE_LIST } from './reduce-list.ts';
import { REGRESSION_REDUCERS } from './regression.ts';
import { SENS_SLOPE_REDUCER } from './sens-slope.ts';
import { SPREAD_REDUCERS } from './spread.ts';
import { WEIGHT_REDUCERS } from './weights.ts';

/** Reducers. */
export const REDUCER_FAMILY: readonly Algorithm[] = [
  ...BASIC_REDUCERS,
  ...SPREAD_REDUCERS,
  ...ORDER_REDUCERS,
  ...LOGIC_REDUCERS,
  ...CIRCULAR_REDUCERS,
  ...QUANTILE_REDUCERS,
  ...HISTOGRAM_REDUCERS,
  ...LINE_REDUCERS,
  ...CORRELATION_REDUCERS,
  ...REGRESSION_REDUCERS,
  ...COVARIANCE_REDUCERS,
  ...GEOMETRIC_MEDIAN,
  ...SENS_SLOPE_REDUCER,
  ...COMPOSED_REDUCERS,
  ...GROUP_REDUCERS,
  ...ELEMENT_REDUCERS,
  ...WEIGHT_REDUCERS,
  ...REDUCE_LIST,
  ...REDUCE_COLUMNS,
  ...REDUCE_ARRAY,
];

import { instanceType, type ParameterType } from '../parameter.ts';
import { Filter } from './filter.ts';

export const filterType: ParameterType<Filter> = instanceType('Filter', Filter);

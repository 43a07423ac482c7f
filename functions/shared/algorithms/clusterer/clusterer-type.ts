import { instanceType, type ParameterType } from '../parameter.ts';
import { Clusterer } from './clusterer.ts';

export const clustererType: ParameterType<Clusterer> = instanceType('Clusterer', Clusterer);

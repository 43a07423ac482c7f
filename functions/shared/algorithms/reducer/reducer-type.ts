import { instanceType, type ParameterType } from '../parameter.ts';
import { Reducer } from './reducer.ts';

export const reducerType: ParameterType<Reducer> = instanceType('Reducer', Reducer);

import { instanceType, type ParameterType } from '../parameter.ts';
import { Join } from './join.ts';

export const joinType: ParameterType<Join> = instanceType('Join', Join);

import { instanceType, type ParameterType } from '../parameter.ts';
import { Kernel } from './kernel.ts';

export const kernelType: ParameterType<Kernel> = instanceType('Kernel', Kernel);

import { instanceType, type ParameterType } from '../parameter.ts';
import { Classifier } from './classifier.ts';

export const classifierType: ParameterType<Classifier> = instanceType('Classifier', Classifier);

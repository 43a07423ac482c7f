import { instanceType, type ParameterType } from '../parameter.ts';
import { ConfusionMatrix } from './confusion-matrix.ts';

export const confusionMatrixType: ParameterType<ConfusionMatrix> = instanceType('ConfusionMatrix', ConfusionMatrix);

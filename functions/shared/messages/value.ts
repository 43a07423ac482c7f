import { Expression } from './expression.ts';
import { any, boolean, repeated, string } from './field.ts';
import { message } from './message.ts';

export const ComputeValueRequest = message('ComputeValueRequest', { expression: Expression, workloadTag: string });

export const ComputeValueResponse = message('ComputeValueResponse', { result: any });

export const AlgorithmArgument = message('AlgorithmArgument', {
  argumentName: string,
  type: string,
  description: string,
  optional: boolean,
  defaultValue: any,
});

export const Algorithm = message('Algorithm', {
  name: string,
  description: string,
  returnType: string,
  arguments: repeated(AlgorithmArgument),
  hidden: boolean,
  preview: boolean,
  deprecated: boolean,
  deprecationReason: string,
  sourceCodeUri: string,
});

export const ListAlgorithmsResponse = message('ListAlgorithmsResponse', { algorithms: repeated(Algorithm) });

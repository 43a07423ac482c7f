import { wrong } from '../../errors.ts';
import { KERNELS } from '../../learning/svm/kernel.ts';
import { svmLearner } from '../../learning/svm/learner.ts';
import type { SvmType } from '../../learning/svm/options.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, optional } from '../parameter.ts';
import { Classifier } from './classifier.ts';
import { atLeast, oneOf, share } from './limits.ts';
import { Method } from './method.ts';

const TYPES: readonly SvmType[] = ['C_SVC', 'NU_SVC', 'ONE_CLASS', 'EPSILON_SVR', 'NU_SVR'];
const PROCEDURES = ['Voting', 'Margin'] as const;

function above(name: string, value: number): number {
  if (!(value > 0)) throw wrong(`'${name}' must be above 0. Got ${value}.`);
  return value;
}

/** Support vector machines. */
export const SVM_CLASSIFIER = [
  algorithm({
    name: 'Classifier.libsvm',
    description:
      'A support vector machine: classes are separated, or numbers fitted, with a margin as wide as possible.',
    returns: 'Classifier',
    parameters: {
      decisionProcedure: defaulted(t.string, 'Voting'),
      svmType: defaulted(t.string, 'C_SVC'),
      kernelType: defaulted(t.string, 'LINEAR'),
      shrinking: defaulted(t.boolean, true),
      degree: optional(t.integer),
      gamma: optional(t.float),
      coef0: optional(t.float),
      cost: optional(t.float),
      nu: optional(t.float),
      terminationEpsilon: optional(t.float),
      lossEpsilon: optional(t.float),
      oneClass: optional(t.integer),
    },
    examples: [
      {
        args: { kernelType: 'RBF', gamma: 0.5, cost: 10 },
        result: {
          type: 'Classifier.libsvm',
          decisionProcedure: 'Voting',
          svmType: 'C_SVC',
          kernelType: 'RBF',
          shrinking: true,
          gamma: 0.5,
          cost: 10,
          mode: 'CLASSIFICATION',
        },
      },
    ],
    run: (args) => {
      const oneClass = args.oneClass ?? 0;
      if (oneClass !== 0 && oneClass !== 1) throw wrong(`'oneClass' must be 0 or 1. Got ${oneClass}.`);
      const learner = svmLearner({
        type: oneOf('svmType', args.svmType, TYPES),
        kernel: oneOf('kernelType', args.kernelType, Object.keys(KERNELS)),
        margin: oneOf('decisionProcedure', args.decisionProcedure, PROCEDURES) === 'Margin',
        degree: atLeast('degree', args.degree ?? 3, 0),
        gamma: args.gamma === null ? null : above('gamma', args.gamma),
        coef0: args.coef0 ?? 0,
        cost: above('cost', args.cost ?? 1),
        nu: share('nu', args.nu ?? 0.5),
        tolerance: above('terminationEpsilon', args.terminationEpsilon ?? 0.001),
        lossEpsilon: atLeast('lossEpsilon', args.lossEpsilon ?? 0.1, 0),
        oneClass,
      });
      return new Classifier(new Method('libsvm', args, learner));
    },
  }),
];

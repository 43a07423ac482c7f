import { wrong } from '../../errors.ts';
import type { Learner, Mode, Model } from '../model.ts';
import type { Predictor } from '../predictor.ts';
import { rowsOf, type Samples, type Work } from '../samples.ts';
import { classModel } from './classes.ts';
import { KERNELS, type Kernel } from './kernel.ts';
import { decisionValues, type Machine, modelOf } from './machine.ts';
import type { SvmOptions, SvmType } from './options.ts';
import { KernelPoints } from './points.ts';
import { enclose, fitByShare, fitWithin } from './problems.ts';

/** More samples would take too long. */
const MAX_SAMPLES = 50_000;

/** Support vector machines, of the types and kernels of LIBSVM (Chang and Lin, LIBSVM: A Library for Support Vector Machines, 2011). */
export function svmLearner(options: SvmOptions): Learner {
  const regression = options.type === 'EPSILON_SVR' || options.type === 'NU_SVR';
  return {
    modes: modesOf(options.type),
    regression: () => regression,
    array: (mode) => mode === 'MULTIPROBABILITY',
    // Probabilities take several times as long to learn.
    variant: (mode) => String(isProbability(mode)),
    learn(samples, mode, work) {
      if (samples.targets.length > MAX_SAMPLES) {
        throw wrong(
          `A support vector machine takes at most ${MAX_SAMPLES} samples. Got ${samples.targets.length}; use 'subsampling'.`,
        );
      }
      const width = samples.columns.length;
      const { kernel: name, degree, coef0, gamma } = options;
      const kernel = KERNELS[name]({ degree, coef0, gamma: gamma ?? 1 / width });
      if (regression) return regressionModel(samples, kernel, options, work);
      return options.type === 'ONE_CLASS'
        ? oneClassModel(samples, kernel, options, work)
        : classModel(samples, kernel, options, isProbability(mode), work);
    },
  };
}

function modesOf(type: SvmType): readonly Mode[] {
  if (type === 'EPSILON_SVR' || type === 'NU_SVR') return ['REGRESSION'];
  return type === 'ONE_CLASS' ? ['CLASSIFICATION'] : ['CLASSIFICATION', 'PROBABILITY', 'MULTIPROBABILITY'];
}

function isProbability(mode: Mode): boolean {
  return mode === 'PROBABILITY' || mode === 'MULTIPROBABILITY';
}

function regressionModel(samples: Samples, kernel: Kernel, options: SvmOptions, work: Work): Model {
  const width = samples.columns.length;
  const points = rowsOf(samples.columns);
  const find = options.type === 'NU_SVR' ? fitByShare : fitWithin;
  const found = find(new KernelPoints(points, width, kernel), samples.targets, options, work);
  const machine: Machine = { points, width, kernel, decisions: [found], linear: options.kernel === 'LINEAR' };
  return modelOf(machine, () => decisionValues(machine));
}

function oneClassModel({ columns, targets }: Samples, kernel: Kernel, options: SvmOptions, work: Work): Model {
  const { oneClass } = options;
  const width = columns.length;
  const members = Int32Array.from(targets.keys()).filter((row) => targets[row] === oneClass);
  if (members.length === 0) throw wrong(`There are no samples of the class ${oneClass} ('oneClass').`);
  const points = rowsOf(columns.map((column) => Float64Array.from(members, (row) => column[row])));
  const found = enclose(new KernelPoints(points, width, kernel), options, work);
  const machine: Machine = { points, width, kernel, decisions: [found], linear: options.kernel === 'LINEAR' };
  const values = () => decisionValues(machine);
  const inside = (): Predictor => {
    const decisions = values();
    return {
      outputs: 1,
      predict(rows, count, results) {
        decisions.predict(rows, count, results);
        for (let row = 0; row < count; row++) results[row] = results[row] > 0 ? oneClass : 1 - oneClass;
      },
    };
  };
  return modelOf(machine, inside, Float64Array.of(0, 1));
}

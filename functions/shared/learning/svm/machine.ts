import type { Explained, Model } from '../model.ts';
import type { Predictor } from '../predictor.ts';
import type { KernelFunction } from './kernel.ts';
import type { Decision } from './problems.ts';

/** Decisions over the same samples. */
export interface Machine {
  readonly points: Float64Array;
  readonly width: number;
  readonly kernel: KernelFunction;
  readonly decisions: readonly Decision[];
  /** Whether the kernel is the plain product. */
  readonly linear: boolean;
}

/** The value of each decision. Only samples with a weight, the support vectors, are looked at. */
export function decisionValues(machine: Machine): Predictor {
  return machine.linear ? linearValues(machine) : kernelValues(machine);
}

/** Of the plain product, the samples are one vector for each decision. */
function linearValues({ points, width, decisions }: Machine): Predictor {
  const outputs = decisions.length;
  const slopes = new Float64Array(outputs * width);
  decisions.forEach(({ weights }, decision) => {
    weights.forEach((weight, sample) => {
      if (weight === 0) return;
      for (let i = 0; i < width; i++) slopes[decision * width + i] += weight * points[sample * width + i];
    });
  });
  return {
    outputs,
    predict(rows, count, results) {
      for (let row = 0; row < count; row++) {
        for (let decision = 0; decision < outputs; decision++) {
          let sum = -decisions[decision].offset;
          for (let i = 0; i < width; i++) sum += slopes[decision * width + i] * rows[row * width + i];
          results[row * outputs + decision] = sum;
        }
      }
    },
  };
}

/** Samples with weights, and those weights, decision by decision: most samples have a part in few decisions. */
interface SupportVectors {
  readonly samples: Int32Array;
  /** Where the weights of each sample end. */
  readonly ends: Int32Array;
  readonly decisions: Int32Array;
  readonly weights: Float64Array;
}

function supportVectors({ points, width, decisions }: Machine): SupportVectors {
  const [samples, ends, places, weights]: number[][] = [[], [], [], []];
  for (let sample = 0; sample < points.length / width; sample++) {
    decisions.forEach((decision, place) => {
      if (decision.weights[sample] === 0) return;
      places.push(place);
      weights.push(decision.weights[sample]);
    });
    if (places.length === (ends.at(-1) ?? 0)) continue;
    samples.push(sample);
    ends.push(places.length);
  }
  return {
    samples: Int32Array.from(samples),
    ends: Int32Array.from(ends),
    decisions: Int32Array.from(places),
    weights: Float64Array.from(weights),
  };
}

/** How many samples have a weight in some decision. */
function supportVectorCount(machine: Machine): number {
  return supportVectors(machine).samples.length;
}

function kernelValues(machine: Machine): Predictor {
  const { points, width, kernel, decisions } = machine;
  const outputs = decisions.length;
  const vectors = supportVectors(machine);
  return {
    outputs,
    predict(rows, count, results) {
      for (let row = 0; row < count; row++) {
        const at = row * outputs;
        for (let decision = 0; decision < outputs; decision++) results[at + decision] = -decisions[decision].offset;
        for (let i = 0, next = 0; i < vectors.samples.length; i++) {
          const product = kernel(rows, row * width, points, vectors.samples[i] * width);
          for (; next < vectors.ends[i]; next++)
            results[at + vectors.decisions[next]] += vectors.weights[next] * product;
        }
      }
    },
  };
}

/** A model of a machine. */
export function modelOf(machine: Machine, predictor: Model['predictor'], labels?: Float64Array): Model {
  return {
    bytes: machine.points.byteLength + machine.decisions.reduce((sum, { weights }) => sum + weights.byteLength, 0),
    predictor,
    explain: () =>
      new Map<string, Explained>([
        ...(labels ? [['classes', [...labels]] as const] : []),
        ['numberOfSupportVectors', supportVectorCount(machine)],
        ['offsets', machine.decisions.map(({ offset }) => offset)],
      ]),
  };
}

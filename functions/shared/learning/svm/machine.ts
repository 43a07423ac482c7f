import type { Explained, Model } from '../model.ts';
import type { Predictor } from '../predictor.ts';
import type { Kernel } from './kernel.ts';
import { CHUNK, KernelPoints } from './points.ts';
import type { Decision } from './problems.ts';

/** Decisions over the same samples. */
export interface Machine {
  readonly points: Float64Array;
  readonly width: number;
  readonly kernel: Kernel;
  readonly decisions: readonly Decision[];
  /** Whether the kernel is the plain product. */
  readonly linear: boolean;
}

/** The value of each decision. Only samples with a weight, the support vectors, are looked at. */
export function decisionValues(machine: Machine): Predictor {
  return machine.linear ? linearValues(machine) : kernelValues(machine);
}

/** Decisions of the linear kernel, for which the samples are combined into one vector for each decision. */
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

/** The samples that have a weight in some decision. */
function supportVectors({ points, width, decisions }: Machine): Int32Array {
  return Int32Array.from({ length: points.length / width }, (_, sample) => sample).filter((sample) =>
    decisions.some(({ weights }) => weights[sample] !== 0),
  );
}

/** The weights that the support vectors of a chunk have in a decision: most have a part in few decisions. */
interface Share {
  /** Places within the chunk. */
  readonly places: Int32Array;
  readonly weights: Float64Array;
}

function shareOf({ weights }: Decision, vectors: Int32Array): Share {
  const places = Int32Array.from(vectors, (_, place) => place).filter((place) => weights[vectors[place]] !== 0);
  return { places, weights: Float64Array.from(places, (place) => weights[vectors[place]]) };
}

/** All rows of a block meet one chunk of the support vectors after the other. */
function kernelValues(machine: Machine): Predictor {
  const { points, width, kernel, decisions } = machine;
  const outputs = decisions.length;
  const vectors = supportVectors(machine);
  const rowsOfVectors = new Float64Array(vectors.length * width);
  vectors.forEach((sample, i) => {
    rowsOfVectors.set(points.subarray(sample * width, (sample + 1) * width), i * width);
  });
  const among = new KernelPoints(rowsOfVectors, width, kernel);
  const chunks = Array.from({ length: Math.ceil(vectors.length / CHUNK) }, (_, i) => {
    const members = vectors.subarray(i * CHUNK, (i + 1) * CHUNK);
    return decisions.map((decision) => shareOf(decision, members));
  });
  const query = among.query();
  return {
    outputs,
    predict(rows, count, results) {
      for (let row = 0, at = 0; row < count; row++) {
        for (let decision = 0; decision < outputs; decision++) results[at++] = -decisions[decision].offset;
      }
      chunks.forEach((shares, chunk) => {
        const from = chunk * CHUNK;
        const to = Math.min(vectors.length, from + CHUNK);
        for (let row = 0; row < count; row++) {
          for (let input = 0; input < width; input++) query[input] = rows[row * width + input];
          among.compute(query, from, to);
          for (let decision = 0, at = row * outputs; decision < outputs; decision++, at++) {
            results[at] += weighted(among.values, shares[decision]);
          }
        }
      });
    },
  };
}

function weighted(values: Float64Array, { places, weights }: Share): number {
  let sum = 0;
  for (let i = 0; i < places.length; i++) sum += weights[i] * values[places[i]];
  return sum;
}

/** A model of a machine. */
export function modelOf(machine: Machine, predictor: Model['predictor'], labels?: Float64Array): Model {
  return {
    bytes: machine.points.byteLength + machine.decisions.reduce((sum, { weights }) => sum + weights.byteLength, 0),
    predictor,
    explain: () =>
      new Map<string, Explained>([
        ...(labels ? [['classes', [...labels]] as const] : []),
        ['numberOfSupportVectors', supportVectors(machine).length],
        ['offsets', machine.decisions.map(({ offset }) => offset)],
      ]),
  };
}

import { type ConfusionMatrix, sum } from './confusion-matrix.ts';

/** A share of something; of nothing it is 0. */
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** The overall accuracy: the share of samples that were predicted correctly. */
export function overallAccuracy(matrix: ConfusionMatrix): number {
  return share(sum(matrix.correct), matrix.total);
}

/** For each class, the fraction of its samples that were predicted correctly. */
export function producersAccuracy({ correct, actual }: ConfusionMatrix): number[] {
  return correct.map((count, i) => share(count, actual[i]));
}

/** For each class, the fraction of its predictions that are correct. */
export function consumersAccuracy({ correct, predicted }: ConfusionMatrix): number[] {
  return correct.map((count, i) => share(count, predicted[i]));
}

/** Cohen's kappa: how much better than by chance the prediction is (Congalton and Green, Assessing the Accuracy, 2009). */
export function kappa(matrix: ConfusionMatrix): number {
  const { actual, predicted, total } = matrix;
  const byChance = share(sum(actual.map((count, i) => count * predicted[i])), total * total);
  return share(overallAccuracy(matrix) - byChance, 1 - byChance);
}

/** The weighted harmonic mean of both accuracies of each class; `beta` weighs the producer's (van Rijsbergen, 1979). */
export function fScore(matrix: ConfusionMatrix, beta: number): number[] {
  const [producers, consumers] = [producersAccuracy(matrix), consumersAccuracy(matrix)];
  const weight = beta * beta;
  return producers.map((recall, i) => share((1 + weight) * recall * consumers[i], weight * consumers[i] + recall));
}

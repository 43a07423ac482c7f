import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { landsatContext } from '../../functions/shared/algorithms/classifier/landsat.testing.ts';
import type { Learner, Mode } from '../../functions/shared/learning/model.ts';
import { naiveBayesLearner } from '../../functions/shared/learning/naive-bayes.ts';
import { neighbourLearner } from '../../functions/shared/learning/neighbours/learner.ts';
import { predictAll } from '../../functions/shared/learning/predictor.ts';
import { rowsOf, type Samples } from '../../functions/shared/learning/samples.ts';
import { svmLearner } from '../../functions/shared/learning/svm/learner.ts';
import { boostLearner } from '../../functions/shared/learning/trees/boost.ts';
import { cartLearner, forestLearner } from '../../functions/shared/learning/trees/learners.ts';
import { LOSSES } from '../../functions/shared/learning/trees/loss.ts';
import type { Grid } from '../../functions/shared/raster/grid.ts';
import { computeBands } from '../../functions/shared/raster/pixels/compute.ts';
import { table } from './measure.ts';

const PYTHON = '/usr/bin/python3';
const SCRIPT = join(import.meta.dirname, 'learning.py');
const ROUNDS = 3;
/** Pixels that are predicted: a quarter of a tile's. */
const PIXELS = 128 * 128;

/** Places of the scene over Olinda that show one thing each: class, column, row, width and height in pixels. */
const POLYGONS: readonly (readonly [number, number, number, number, number])[] = [
  [0, 300, 220, 40, 90],
  [1, 60, 90, 60, 60],
  [1, 20, 10, 35, 40],
  [2, 225, 180, 60, 50],
  [2, 130, 240, 80, 40],
  [3, 5, 200, 50, 60],
  [3, 280, 5, 40, 25],
];

interface Data {
  readonly samples: Samples;
  /** Rows of inputs to be predicted. */
  readonly pixels: Float64Array;
}

/** Pixels of the real scene. `scale` is what its numbers are multiplied by, `every` leaves samples out. */
async function scene(scale: number, every: number): Promise<Data> {
  const context = await landsatContext();
  const image = await context.assets.image('landsat');
  const { crs, transform } = image.bands[0].projection;
  const [width, height] = image.bands[0].dimensions ?? [0, 0];
  const grid: Grid = { crs, transform, width, height };
  const tiles = await computeBands(image.bands, grid, context.pixels);
  const places: number[] = [];
  const targets: number[] = [];
  for (const [label, column, row, across, down] of POLYGONS) {
    for (let i = 0; i < across * down; i += every) {
      places.push((row + Math.floor(i / across)) * width + column + (i % across));
      targets.push(label);
    }
  }
  const columns = tiles.map(({ values }) => Float64Array.from(places, (place) => values[place] * scale));
  const pixels = rowsOf(
    tiles.map(({ values }) => Float64Array.from(values.subarray(0, PIXELS), (value) => value * scale)),
  );
  return { samples: { columns, targets: Float64Array.from(targets) }, pixels };
}

interface Pair {
  readonly name: string;
  readonly learner: Learner;
  readonly mode?: Mode;
  /** The peer's model and its options. */
  readonly model: string;
  readonly options: { readonly [name: string]: unknown };
  readonly data: 'counts' | 'reflectances' | 'few counts' | 'few reflectances';
}

const SVM = {
  type: 'C_SVC',
  kernel: 'RBF',
  margin: false,
  degree: 3,
  gamma: 0.5,
  coef0: 0,
  cost: 10,
  nu: 0.5,
  tolerance: 0.001,
  lossEpsilon: 0.1,
  oneClass: 0,
} as const;
const FOREST = { variables: null, minLeaf: 1, maxLeaves: Infinity, bagFraction: 1, seed: 0 };

/** What the guides use, over the samples of several polygons. */
const PAIRS: readonly Pair[] = [
  {
    name: 'libsvm RBF, reflectances',
    learner: svmLearner(SVM),
    model: 'svc',
    options: { gamma: 0.5, C: 10 },
    data: 'reflectances',
  },
  {
    name: 'libsvm RBF, counts',
    learner: svmLearner(SVM),
    model: 'svc',
    options: { gamma: 0.5, C: 10 },
    data: 'few counts',
  },
  {
    name: 'libsvm RBF, gamma 0.01',
    learner: svmLearner({ ...SVM, gamma: 0.01 }),
    model: 'svc',
    options: { gamma: 0.01, C: 10 },
    data: 'counts',
  },
  {
    name: 'libsvm LINEAR',
    learner: svmLearner({ ...SVM, kernel: 'LINEAR' }),
    model: 'svc',
    options: { kernel: 'linear', C: 10 },
    data: 'reflectances',
  },
  {
    name: 'libsvm probabilities',
    learner: svmLearner(SVM),
    mode: 'MULTIPROBABILITY',
    model: 'svc',
    options: { gamma: 0.5, C: 10, probability: true },
    data: 'few reflectances',
  },
  {
    name: 'libsvm EPSILON_SVR',
    learner: svmLearner({ ...SVM, type: 'EPSILON_SVR', cost: 1 }),
    mode: 'REGRESSION',
    model: 'svr',
    options: { gamma: 0.5, C: 1 },
    data: 'few reflectances',
  },
  {
    name: 'smileRandomForest, 10 trees',
    learner: forestLearner({ ...FOREST, trees: 10 }),
    model: 'forest',
    options: { n_estimators: 10 },
    data: 'counts',
  },
  {
    name: 'smileRandomForest, 100 trees',
    learner: forestLearner({ ...FOREST, trees: 100 }),
    model: 'forest',
    options: { n_estimators: 100 },
    data: 'counts',
  },
  {
    name: 'smileCart',
    learner: cartLearner({ minLeaf: 1, maxLeaves: Infinity }),
    model: 'tree',
    options: {},
    data: 'counts',
  },
  {
    name: 'smileGradientTreeBoost, 50 trees',
    learner: boostLearner({
      trees: 50,
      shrinkage: 0.1,
      samplingRate: 0.7,
      maxLeaves: 8,
      seed: 0,
      loss: LOSSES['LeastSquares'],
    }),
    model: 'boosting',
    options: { n_estimators: 50, learning_rate: 0.1, subsample: 0.7, max_leaf_nodes: 8 },
    data: 'counts',
  },
  { name: 'smileNaiveBayes', learner: naiveBayesLearner(1e-6), model: 'bayes', options: {}, data: 'counts' },
  {
    name: 'smileKNN, 5 neighbours',
    learner: neighbourLearner(5, 'EUCLIDEAN', true),
    model: 'neighbours',
    options: { n_neighbors: 5 },
    data: 'counts',
  },
];

/** Seconds that learning and predicting the pixels take, and the share of the samples that are predicted right. */
interface Taken {
  readonly learn: number;
  readonly predict: number;
  readonly score: number;
}

function ours({ learner, mode = 'CLASSIFICATION' }: Pair, { samples, pixels }: Data): Taken {
  const width = samples.columns.length;
  const started = performance.now();
  const predictor = learner.learn(samples, mode, () => undefined).predictor(mode);
  const learnt = performance.now();
  predictAll(predictor, pixels, width);
  const predicted = performance.now();
  const again = predictAll(predictor, rowsOf(samples.columns), width);
  const right = samples.targets.filter((target, row) => target === again[row]).length;
  const score = mode === 'CLASSIFICATION' ? right / samples.targets.length : Number.NaN;
  return { learn: (learnt - started) / 1000, predict: (predicted - learnt) / 1000, score };
}

/** scikit-learn in a process of its own. */
class Peer {
  readonly #folder: string;
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  constructor(folder: string) {
    this.#folder = folder;
    this.#process = spawn(PYTHON, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface(this.#process.stdout)[Symbol.asyncIterator]();
  }

  /** Writes data where it reads them. */
  store(name: string, { samples, pixels }: Data): void {
    writeFileSync(join(this.#folder, `${name}.samples`), rowsOf([...samples.columns, samples.targets]));
    writeFileSync(join(this.#folder, `${name}.pixels`), pixels);
  }

  async take({ model, options, data }: Pair, width: number): Promise<Taken> {
    const paths = { samples: join(this.#folder, `${data}.samples`), pixels: join(this.#folder, `${data}.pixels`) };
    this.#process.stdin.write(`${JSON.stringify({ model, options, width, ...paths })}\n`);
    const { value } = await this.#lines.next();
    return JSON.parse(value);
  }

  end(): void {
    this.#process.stdin.end();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

/** Training and prediction over a real scene's pixels, each paired with scikit-learn on the same data. */
export async function benchLearning(): Promise<void> {
  if (spawnSync(PYTHON, ['-c', 'import sklearn']).status !== 0) {
    console.log(`Learning: skipped, ${PYTHON} cannot import sklearn (Debian: python3-sklearn).`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'terrane-bench-'));
  const peer = new Peer(folder);
  try {
    const data: { readonly [name in Pair['data']]: Data } = {
      counts: await scene(1, 2),
      reflectances: await scene(1 / 255, 2),
      'few counts': await scene(1, 6),
      'few reflectances': await scene(1 / 255, 6),
    };
    const warmUp = await scene(1 / 255, 40);
    for (const [name, one] of Object.entries(data)) peer.store(name, one);
    const rows = [];
    for (const pair of PAIRS) {
      const { samples } = data[pair.data];
      // Engines make code faster while it runs.
      ours(pair, warmUp);
      const rounds: [Taken, Taken][] = [];
      for (let round = 0; round < ROUNDS; round++) {
        rounds.push([ours(pair, data[pair.data]), await peer.take(pair, samples.columns.length)]);
      }
      const of = (side: 0 | 1, what: keyof Taken) => median(rounds.map((round) => round[side][what]));
      rows.push({
        learner: pair.name,
        samples: samples.targets.length,
        'learn ms': (1000 * of(0, 'learn')).toFixed(0),
        'sklearn ms': (1000 * of(1, 'learn')).toFixed(0),
        'learn ratio': (of(0, 'learn') / of(1, 'learn')).toFixed(2),
        'predict ms': (1000 * of(0, 'predict')).toFixed(0),
        'predict ratio': (of(0, 'predict') / of(1, 'predict')).toFixed(2),
        right: of(0, 'score').toFixed(4),
        'sklearn right': of(1, 'score').toFixed(4),
      });
    }
    table(
      `Learning: samples of the scene over Olinda, and ${PIXELS} pixels predicted; medians of ${ROUNDS} rounds`,
      rows,
    );
  } finally {
    peer.end();
    rmSync(folder, { recursive: true });
  }
}

import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { wrong } from '../../errors.ts';
import { keepingPredictors } from '../../learning/kept-predictors.ts';
import { isArrayMode, isRegressionMode, type Learner, MODES } from '../../learning/model.ts';
import type { Work } from '../../learning/samples.ts';
import { decodeEnsemble, encodeEnsemble, ensembleSize } from '../../learning/trees/ensemble-file.ts';
import { forestModel, singleTreeModel } from '../../learning/trees/ensemble-model.ts';
import { TREE_MODES } from '../../learning/trees/learners.ts';
import type { TreeEnsemble } from '../../learning/trees/tree.ts';
import { Classifier } from './classifier.ts';
import { givenClassifier } from './given-trees.ts';
import { Method } from './method.ts';

/**
 * Classifiers as files, compressed by gzip: a line of JSON that says what it is, and behind its line break the trees that were learnt. Trees that
 * were given as texts are kept as those.
 */

/** The most bytes of a classifier's file before compression: some four million nodes of trees. */
const MAX_BYTES = 128 * 1024 * 1024;

const head = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('learnt'),
    name: z.enum(['smileCart', 'smileRandomForest']),
    parameters: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
    mode: z.enum(MODES),
    schema: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('given'),
    name: z.enum(['decisionTree', 'decisionTreeEnsemble']),
    mode: z.enum(MODES),
    texts: z.array(z.string()),
  }),
]);
type Head = z.output<typeof head>;

const LINE_BREAK = 10;

/**
 * Checks that a classifier can be kept in a file, which needs no learning.
 * @throws INVALID_ARGUMENT
 */
export function checkCanBeKept({ name, knowledge }: Classifier): void {
  if (knowledge.texts || Object.hasOwn(TREE_MODES, name)) return;
  throw wrong(
    `Classifiers of the type '${name}' cannot be exported. Those that can be are smileRandomForest, smileCart, decisionTree and decisionTreeEnsemble.`,
  );
}

/**
 * A classifier as the bytes of a file. It learns if that has not been done.
 * @throws INVALID_ARGUMENT for one that is not trained, or of another type than can be kept, or too large
 */
export function encodeClassifier(classifier: Classifier, work: Work): Uint8Array {
  checkCanBeKept(classifier);
  const { method, mode, knowledge } = classifier;
  const { name } = method;
  if (name === 'decisionTree' || name === 'decisionTreeEnsemble') {
    return fileOf({ kind: 'given', name, mode, texts: [...(knowledge.texts ?? [])] });
  }
  const { ensemble } = classifier.model(work);
  if (ensemble === undefined) throw new TypeError(`The classifier ${name} has no trees.`);
  const size = ensembleSize(ensemble);
  if (size > MAX_BYTES) throw tooLarge(size);
  const parameters = Object.fromEntries(method.given);
  return fileOf(head.parse({ kind: 'learnt', name, parameters, mode, schema: knowledge.schema }), ensemble);
}

function fileOf(description: Head, ensemble?: TreeEnsemble): Uint8Array {
  const line = Buffer.from(`${JSON.stringify(description)}\n`);
  if (line.length > MAX_BYTES) throw tooLarge(line.length);
  return gzipSync(ensemble ? Buffer.concat([line, encodeEnsemble(ensemble)]) : line);
}

function tooLarge(bytes: number): Error {
  return wrong(
    `The classifier has ${bytes} bytes; at most ${MAX_BYTES} can be exported. Use fewer trees or samples, or a smaller 'maxNodes'.`,
  );
}

/** A classifier that has been read, and the bytes that it takes in memory. */
export interface DecodedClassifier {
  readonly classifier: Classifier;
  readonly bytes: number;
}

/**
 * Reads the file of a classifier.
 * @throws TypeError for one that is damaged
 */
export function decodeClassifier(file: Uint8Array): DecodedClassifier {
  const bytes = gunzipSync(file, { maxOutputLength: 2 * MAX_BYTES });
  const end = bytes.indexOf(LINE_BREAK);
  const description = head.parse(JSON.parse(bytes.toString('utf8', 0, end)));
  const classifier =
    description.kind === 'given'
      ? givenClassifier(description.name, description.texts)
      : learntClassifier(description, decodeEnsemble(bytes.subarray(end + 1)));
  return { classifier: classifier.withMode(description.mode), bytes: bytes.length };
}

function learntClassifier(
  { name, parameters, schema, mode }: Extract<Head, { kind: 'learnt' }>,
  ensemble: TreeEnsemble,
): Classifier {
  const model = keepingPredictors(name === 'smileCart' ? singleTreeModel(ensemble) : forestModel(ensemble));
  const { labels } = ensemble;
  const otherMode = (wanted: string) =>
    wrong(
      `The classifier was exported with the output mode '${mode}', and has learnt nothing for '${wanted}': set that before it is exported.`,
    );
  const learner: Learner = {
    modes: TREE_MODES[name],
    regression: isRegressionMode,
    array: isArrayMode,
    learn: () => model,
  };
  return new Classifier(new Method(name, parameters, learner), mode, {
    schema,
    classes: () => {
      if (labels === undefined) throw otherMode('CLASSIFICATION');
      return labels;
    },
    model: (_, wanted) => {
      if (isRegressionMode(wanted) !== (labels === undefined)) throw otherMode(wanted);
      return model;
    },
  });
}

import { encodeClassifier } from '../algorithms/classifier/classifier-file.ts';
import { classifierType } from '../algorithms/classifier/classifier-type.ts';
import { workOf } from '../algorithms/classifier/work.ts';
import { invalid } from '../errors.ts';
import { loadText } from '../google/stored-text.ts';
import { writePart } from '../google/write-part.ts';
import { typeNameOf } from '../values/value.ts';
import type { WriteClassifierJob, WrittenClassifier } from './classifier-job.ts';
import type { JobContext } from './context.ts';
import { evaluateText } from './evaluate.ts';

/** Trains the classifier of an expression, and writes it to an object. */
export async function writeClassifier(
  { source, place }: WriteClassifierJob,
  context: JobContext,
): Promise<WrittenClassifier> {
  const value = await evaluateText(await loadText(source.text), context);
  const classifier = classifierType.coerce(value);
  if (classifier === undefined) throw invalid(`Expected a Classifier, got a value of type ${typeNameOf(value)}.`);
  const bytes = encodeClassifier(classifier, workOf(context));
  return { ...place, generation: await writePart(place, bytes) };
}

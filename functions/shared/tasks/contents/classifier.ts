import type { NewAsset } from '../../catalog/asset.ts';
import { pinsOfNothing } from '../../jobs/inputs/pins.ts';
import { runJob } from '../../jobs/pool.ts';
import { callerOf } from '../caller.ts';
import { sourceOf } from '../source.ts';
import { type Content, pinsOf } from './content.ts';
import { attemptPlace, placeResult } from './one-file.ts';

const contentType = 'application/gzip';

/**
 * Classifiers: trained in one step. What they are trained with is read there, and not before: samples of images would be computed twice. Assets and
 * files that have changed since the export began are an error.
 */
export const CLASSIFIER: Content = {
  messages: { export: { type: 'EXPORT_CLASSIFIER', response: 'ExportClassifierResponse' } },
  assetExtension: 'classifier',

  async plan() {
    return { chunks: 1, plan: '{}', pins: JSON.stringify(pinsOfNothing()) };
  },

  async chunk(operation, { signal, isBrief = false }) {
    const job = {
      kind: 'write-classifier',
      caller: callerOf(operation),
      source: sourceOf(operation),
      pins: pinsOf(operation),
      place: attemptPlace(operation, 'classifier'),
      isBrief,
    } as const;
    return JSON.stringify(await runJob(job, signal));
  },

  async finish(operation, results, signal) {
    const what = 'The file of a classifier';
    const classifier = await placeResult(operation, results, { what, contentType, signal });
    const asset: NewAsset = { type: 'CLASSIFIER', classifier, sizeBytes: classifier.size };
    return { asset };
  },
};

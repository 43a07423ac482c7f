import { randomUUID } from 'node:crypto';
import type { NewAsset } from '../../catalog/asset.ts';
import { objectReference } from '../../google/object-reference.ts';
import { readJson } from '../../google/stored.ts';
import { pinsOfNothing } from '../../jobs/inputs/pins.ts';
import { runJob } from '../../jobs/pool.ts';
import { callerOf } from '../caller.ts';
import { partsFolder, resultPlace } from '../destination.ts';
import { sourceOf } from '../source.ts';
import { composeObjects } from '../storage/compose.ts';
import { type Content, pinsOf } from './content.ts';

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
    const folder = partsFolder(operation.id, operation.destination);
    const job = {
      kind: 'write-classifier',
      caller: callerOf(operation),
      source: sourceOf(operation),
      pins: pinsOf(operation),
      place: { ...folder, object: `${folder.object}classifier-${randomUUID()}` },
      isBrief,
    } as const;
    return JSON.stringify(await runJob(job, signal));
  },

  async finish({ id, destination }, results, signal) {
    const parts = [];
    for await (const result of results) parts.push(readJson(objectReference, result, 'The file of a classifier'));
    const options = { folder: partsFolder(id, destination), contentType, signal };
    const classifier = await composeObjects(parts, resultPlace(id, destination), options);
    const asset: NewAsset = { type: 'CLASSIFIER', classifier, sizeBytes: classifier.size };
    return { asset };
  },
};

import { randomUUID } from 'node:crypto';
import { objectReference } from '../../google/object-reference.ts';
import { readJson } from '../../google/stored.ts';
import { runJob } from '../../jobs/pool.ts';
import { VIDEO_FORMATS, type VideoOptions, videoOptions } from '../../jobs/video-job.ts';
import { callerOf } from '../caller.ts';
import { partsFolder, resultPlace } from '../destination.ts';
import type { OperationRecord } from '../record.ts';
import { sourceOf } from '../source.ts';
import { composeObjects } from '../storage/compose.ts';
import { type Content, pinsOf } from './content.ts';

function optionsOf({ options }: OperationRecord): VideoOptions {
  return readJson(videoOptions, options, 'The options of a video');
}

/** Videos: made in one step, as each frame needs those before it. */
export const VIDEO: Content = {
  messages: { export: { type: 'EXPORT_VIDEO', response: 'ExportVideoResponse' } },

  async plan(operation, signal) {
    const options = optionsOf(operation);
    const job = { kind: 'check-video', caller: callerOf(operation), source: sourceOf(operation), options } as const;
    return { chunks: 1, plan: '{}', pins: await runJob(job, signal) };
  },

  async chunk(operation, { signal, isBrief = false }) {
    const folder = partsFolder(operation.id, operation.destination);
    const job = {
      kind: 'write-video',
      caller: callerOf(operation),
      source: sourceOf(operation),
      pins: pinsOf(operation),
      options: optionsOf(operation),
      place: { ...folder, object: `${folder.object}video-${randomUUID()}` },
      isBrief,
    } as const;
    return JSON.stringify(await runJob(job, signal));
  },

  async finish(operation, results, signal) {
    const { id, destination } = operation;
    const parts = [];
    for await (const result of results) parts.push(readJson(objectReference, result, 'The file of a video'));
    const { contentType } = VIDEO_FORMATS[optionsOf(operation).format];
    const options = { folder: partsFolder(id, destination), contentType, signal };
    await composeObjects(parts, resultPlace(id, destination), options);
    return {};
  },
};

import { readJson } from '../../google/stored.ts';
import { runJob } from '../../jobs/pool.ts';
import { VIDEO_FORMATS, type VideoOptions, videoOptions } from '../../jobs/video-job.ts';
import { callerOf } from '../caller.ts';
import type { OperationRecord } from '../record.ts';
import { sourceOf } from '../source.ts';
import { type Content, pinsOf } from './content.ts';
import { attemptPlace, placeResult } from './one-file.ts';

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
    const job = {
      kind: 'write-video',
      caller: callerOf(operation),
      source: sourceOf(operation),
      pins: pinsOf(operation),
      options: optionsOf(operation),
      place: attemptPlace(operation, 'video'),
      isBrief,
    } as const;
    return JSON.stringify(await runJob(job, signal));
  },

  async finish(operation, results, signal) {
    const { contentType } = VIDEO_FORMATS[optionsOf(operation).format];
    await placeResult(operation, results, { what: 'The file of a video', contentType, signal });
    return {};
  },
};

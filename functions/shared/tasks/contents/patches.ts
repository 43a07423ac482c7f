import { Budget } from '../../budget.ts';
import type { ObjectReference } from '../../google/object-reference.ts';
import { readJson } from '../../google/stored.ts';
import { writePart } from '../../google/write-part.ts';
import { fileHead, fileTail, mixerText } from '../../jobs/patch-files.ts';
import {
  type PatchesOptions,
  type PatchesPlan,
  patchChunks,
  patchesOfChunk,
  patchesOptions,
  patchesPlan,
  type WrittenPatches,
  writtenPatches,
} from '../../jobs/patches-job.ts';
import { runJob } from '../../jobs/pool.ts';
import type { ObjectPlace } from '../../storage-names.ts';
import { callerOf } from '../caller.ts';
import { type Destination, mixerPlace, partsFolder, shardPlace } from '../destination.ts';
import type { OperationRecord } from '../record.ts';
import { sourceOf } from '../source.ts';
import { composeObjects } from '../storage/compose.ts';
import { type Content, pinsOf, planOf, type Results } from './content.ts';
import { attemptPlace } from './one-file.ts';

/** Files that are put together at a time: there may be thousands. */
const AT_A_TIME = 16;

function optionsOf({ options }: OperationRecord): PatchesOptions {
  return readJson(patchesOptions, options, 'The options of patches');
}

function readPlan(operation: OperationRecord): PatchesPlan {
  return readJson(patchesPlan, planOf(operation), 'The plan of patches');
}

function fileDestinationOf({ id, destination }: OperationRecord): Extract<Destination, { kind: 'file' }> {
  if (destination.kind === 'file') return destination;
  throw new TypeError(`Operation ${id} writes patches to a destination that is no file.`);
}

/** Images as TFRecords of patches: files of so many patches each, and one that says where patches are. */
export const PATCHES: Content = {
  messages: { export: { type: 'EXPORT_IMAGE', response: 'ExportImageResponse' } },

  async plan(operation, signal) {
    const options = optionsOf(operation);
    const job = { kind: 'plan-patches', caller: callerOf(operation), source: sourceOf(operation), options } as const;
    const { plan, pins } = await runJob(job, signal);
    return { chunks: patchChunks(plan), plan: JSON.stringify(plan), pins };
  },

  async chunk(operation, { chunk, signal, isBrief = false }) {
    const plan = readPlan(operation);
    const job = {
      kind: 'patches',
      caller: callerOf(operation),
      operation: operation.id,
      source: sourceOf(operation),
      pins: pinsOf(operation),
      options: optionsOf(operation),
      plan,
      run: patchesOfChunk(plan, chunk),
      place: attemptPlace(operation, String(chunk)),
      isBrief,
    } as const;
    return JSON.stringify(await runJob(job, signal));
  },

  async finish(operation, results, signal) {
    const destination = fileDestinationOf(operation);
    const options = optionsOf(operation);
    const folder = partsFolder(operation.id, destination);
    const contentType = options.compress ? 'application/gzip' : 'application/octet-stream';
    const head = options.compress ? [await written(folder, 'head', fileHead())] : [];
    const file = async (parts: readonly WrittenPatches[]) => {
      const sources = [...head, ...(await sourcesOf(parts, options, folder))];
      await composeObjects(sources, shardPlace(destination, parts[0].file), { folder, contentType, signal });
    };
    const slots = new Budget(AT_A_TIME);
    const files: Promise<void>[] = [];
    for await (const parts of byFile(results)) {
      const writing = slots.hold(1, () => file(parts));
      // Whoever waits for all is told.
      writing.catch(() => {});
      files.push(writing);
    }
    await Promise.all(files);
    // Where patches are cannot be told if some were left out.
    if (options.maxMaskedRatio >= 1) {
      const mixer = await written(folder, 'mixer', Buffer.from(mixerText(options, readPlan(operation))));
      await composeObjects([mixer], mixerPlace(destination), { folder, contentType: 'application/json', signal });
    }
    return {};
  },
};

/** The parts of each file, one after the other. */
async function* byFile(results: Results): AsyncGenerator<readonly WrittenPatches[]> {
  let parts: WrittenPatches[] = [];
  for await (const result of results) {
    const part = readJson(writtenPatches, result, 'The patches of a chunk');
    if (parts.length > 0 && parts[0].file !== part.file) {
      yield parts;
      parts = [];
    }
    parts.push(part);
  }
  yield parts;
}

/** The objects that a file consists of behind its head. */
async function sourcesOf(
  parts: readonly WrittenPatches[],
  { compress }: PatchesOptions,
  folder: ObjectPlace,
): Promise<ObjectReference[]> {
  const own = parts.filter(({ generation }) => generation !== '');
  if (!compress) return own.length > 0 ? own : [await written(folder, 'nothing', new Uint8Array(0))];
  return [...own, await written(folder, `tail-${parts[0].file}`, fileTail(parts))];
}

/** Writes an object that is the same whichever attempt makes it. */
async function written(folder: ObjectPlace, name: string, bytes: Uint8Array): Promise<ObjectReference> {
  const place = { ...folder, object: `${folder.object}${name}` };
  return { ...place, generation: await writePart(place, bytes) };
}

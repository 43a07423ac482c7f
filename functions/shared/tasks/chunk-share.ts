import { z } from 'zod';
import { FreshCache } from '../google/fresh-cache.ts';
import { readSound } from '../google/stored.ts';
import { SETTINGS } from '../settings.ts';
import { operations } from './documents.ts';
import type { OperationKind, OperationRecord } from './record.ts';

/** Operations of a project that are looked at: it has as many slots, or more than matter. */
const MOST = 100;

const known = new FreshCache<number>(2);
const ofProjects = new FreshCache<readonly number[]>(1000);

const running = z.object({ priority: z.number() });

/**
 * How many chunks of an operation may be computed or wait in Cloud Tasks at a time: all running operations share what there is. Each brings its
 * project an equal share, and those of a project divide it by their priorities.
 */
export async function chunkShare({
  project,
  kind,
  priority,
}: Pick<OperationRecord, 'project' | 'kind' | 'priority'>): Promise<number> {
  const [all, own] = await Promise.all([
    known.get(kind, () => countRunning(kind)),
    ofProjects.get(`${kind} ${project}`, () => prioritiesIn(project, kind)),
  ]);
  return shareOf({ priority, own, all }, SETTINGS.chunkWindow.read());
}

/**
 * An operation's share of a number of chunks, at least one.
 * @param own the priorities of its project's running operations
 * @param all how many operations run in all projects
 */
export function shareOf(
  { priority, own, all }: { readonly priority: number; readonly own: readonly number[]; readonly all: number },
  chunks: number,
): number {
  // What was read may be a moment old.
  const count = Math.max(own.length, 1);
  const total = own.reduce((sum, one) => sum + one, 0);
  const part = total === 0 ? 1 / count : Math.min(1, priority / total);
  return Math.max(1, Math.min(chunks, Math.round((chunks * count * part) / Math.max(all, count))));
}

async function countRunning(kind: OperationKind): Promise<number> {
  return (await runningOf(kind).count().get()).data().count;
}

async function prioritiesIn(project: string, kind: OperationKind): Promise<readonly number[]> {
  const found = await runningOf(kind).where('project', '==', project).select('priority').limit(MOST).get();
  return readSound(running, found).sound.map(({ priority }) => priority);
}

function runningOf(kind: OperationKind) {
  return operations().where('kind', '==', kind).where('state', '==', 'RUNNING');
}

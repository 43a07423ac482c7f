import type { StoredOf } from '../google/stored.ts';
import { readSound } from '../google/stored.ts';
import { writeLog } from '../log.ts';
import { operations } from './documents.ts';
import { operationRecord } from './record.ts';
import { reportUnsound } from './unsound.ts';

/** What a PENDING operation waits for: whatever else is wrong with its record, others may wait for the same. */
const waiting = operationRecord.pick({ project: true, kind: true });

/**
 * Does some work for each project and kind of which operations are PENDING. One document is read a queue, however many operations wait in it:
 * a project that has thousands is no reason for another one's to be overlooked.
 */
export async function forEachWaitingQueue(work: (queue: StoredOf<typeof waiting>) => Promise<void>): Promise<void> {
  const first = operations().where('state', '==', 'PENDING').orderBy('project').orderBy('kind').limit(1);
  for (let found = await first.get(); !found.empty; ) {
    const {
      sound: [queue],
      unsound: [unsound],
    } = readSound(waiting, found);
    try {
      if (queue) await work(queue);
      if (unsound) await reportUnsound(unsound);
    } catch (error) {
      writeLog('ERROR', `What waits as ${found.docs[0].ref.path} cannot be woken`, { error });
    }
    // Behind all operations of the queue, or behind the one that cannot be read.
    found = await (queue ? first.startAfter(queue.project, queue.kind) : first.startAfter(found.docs[0])).get();
  }
}

import { randomUUID } from 'node:crypto';
import { assetBucket, storage } from '../google/storage.ts';
import { MAX_BESIDE_OTHERS, type StoredText, storeText } from '../google/stored-text.ts';
import type { ScheduleRecord } from './record.ts';

type Uid = Pick<ScheduleRecord, 'uid'>;

function folder({ uid }: Uid): string {
  return `schedules/${uid}/`;
}

/** Stores the request of a schedule; short ones are to be written with the record. */
export function storeScheduleRequest(schedule: Uid, text: string): Promise<StoredText> {
  return storeText(
    { bucket: assetBucket(), object: `${folder(schedule)}${randomUUID()}.json` },
    text,
    MAX_BESIDE_OTHERS,
  );
}

/** Deletes a stored request of a schedule that has another one. */
export async function deleteScheduleRequest(request: StoredText): Promise<void> {
  if ('text' in request) return;
  await storage().bucket(request.bucket).file(request.object).delete({ ignoreNotFound: true });
}

/** Deletes all stored requests of a schedule, also those that came to nothing. */
export async function deleteScheduleRequests(schedule: Uid): Promise<void> {
  await storage()
    .bucket(assetBucket())
    .deleteFiles({ prefix: folder(schedule) });
}

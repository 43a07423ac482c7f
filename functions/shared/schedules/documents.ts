import type { CollectionReference, DocumentReference } from '@google-cloud/firestore';
import { firestore } from '../google/firestore.ts';
import type { ScheduleRecord } from './record.ts';

/** A schedule, by its project and the end of its name. */
export type ScheduleKey = Pick<ScheduleRecord, 'project' | 'id'>;

/** All schedules, of all projects. */
export function schedules(): CollectionReference {
  return firestore().collection('schedules');
}

/** The document of a schedule. There are dots in names of projects, but not in ids. */
export function scheduleDocument({ project, id }: ScheduleKey): DocumentReference {
  return schedules().doc(`${project}.${id}`);
}

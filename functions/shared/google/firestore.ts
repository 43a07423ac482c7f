import { Firestore } from '@google-cloud/firestore';
import { hostProject } from './host-project.ts';
import { once } from './once.ts';

/** Firestore; FIRESTORE_EMULATOR_HOST is understood by the client itself. Its client is large: threads that compute do without it (stored-read.ts). */
export const firestore = once(() => new Firestore({ projectId: hostProject(), ignoreUndefinedProperties: true }));

import { findProfile } from '../../access/profiles.ts';
import { findProjectPolicy } from '../../access/project-policies.ts';
import { childrenState, findAsset, listChildren } from '../../catalog/store.ts';

/** What the main thread reads from Firestore for those that compute. */
export const STORED_READS = { childrenState, findAsset, findProfile, findProjectPolicy, listChildren };

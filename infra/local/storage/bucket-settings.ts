import { invalid, notImplemented } from './errors.ts';
import type { Json } from './object-metadata.ts';

/** Fields that are kept and given back. Downloads go by `cors`, uploads by `iamConfiguration`. */
const KEPT_FIELDS = ['location', 'storageClass', 'labels', 'iamConfiguration', 'locationType', 'cors'];

/** Fields that change the service's treatment of objects: they are refused, because they would have no effect here. */
const REFUSED_FIELDS = [
  'acl',
  'defaultObjectAcl',
  'versioning',
  'lifecycle',
  'retentionPolicy',
  'softDeletePolicy',
  'autoclass',
  'hierarchicalNamespace',
  'encryption',
  'logging',
  'website',
  'billing',
  'defaultEventBasedHold',
];

/** `current` with the fields of `patch` put in; null removes one. 501 for a field that would have no effect here. */
export function patchBucketSettings(current: Json, patch: Json): Json {
  for (const field of REFUSED_FIELDS) {
    const value = patch[field];
    const off = typeof value === 'object' && value !== null && (value as Json)['enabled'] === false;
    if (value === undefined || value === null || off) continue;
    throw notImplemented(`the bucket field '${field}'`, 'leave it out; set it where the project is deployed.');
  }
  const settings = { ...current };
  for (const field of KEPT_FIELDS) {
    if (patch[field] === null) delete settings[field];
    else if (patch[field] !== undefined) settings[field] = patch[field];
  }
  if (patch['labels']) settings['labels'] = patchLabels((current['labels'] ?? {}) as Json, patch['labels']);
  return settings;
}

function patchLabels(current: Json, patch: unknown): Json {
  if (typeof patch !== 'object' || Array.isArray(patch)) throw invalid('Invalid value for labels: a map is needed.');
  const labels = Object.entries({ ...current, ...patch }).filter(([, value]) => value !== null);
  return Object.fromEntries(labels);
}

import { expect, it } from 'vitest';
import { parseObjectUri } from './storage-names.ts';

it.each([
  ['gs://a/o', 'a', 'o'],
  ['gs://a_b-1/folder/a b?x#y', 'a_b-1', 'folder/a b?x#y'],
  ['gs://files.example.org/ü', 'files.example.org', 'ü'],
  // A name like any other: it is used encoded.
  ['gs://evil/../own/o', 'evil', '../own/o'],
  [`gs://${'a'.repeat(63)}/${'o'.repeat(1024)}`, 'a'.repeat(63), 'o'.repeat(1024)],
])('%s', (uri, bucket, object) => {
  expect(parseObjectUri(uri)).toEqual({ bucket, object });
});

it.each([
  'own/o',
  'https://own/o',
  'gs://own',
  'gs://own/',
  'gs:///o',
  'gs://../own/o',
  'gs://./own/o',
  'gs://own?x/o',
  'gs://own#x/o',
  'gs://own%2Fo/o',
  'gs://OWN/o',
  'gs://own./o',
  'gs://-own/o',
  'gs://a..b/o',
  'gs://192.168.0.1/o',
  'gs://own\n/o',
  'gs://öwn/o',
  `gs://${'a'.repeat(64)}/o`,
  `gs://${'a.'.repeat(111)}a/o`,
  'gs://own/.',
  'gs://own/..',
  'gs://own/a\nb',
  'gs://own/\ud800',
  `gs://own/${'ü'.repeat(513)}`,
])('%j names no object', (uri) => {
  expect(parseObjectUri(uri)).toBeUndefined();
});

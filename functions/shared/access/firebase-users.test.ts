import { beforeEach, expect, test } from 'vitest';
import { firestore } from '../google/firestore.ts';
import { hostProject } from '../google/host-project.ts';
import { useLocalCloud } from '../google/local-cloud.testing.ts';
import { publishFirebaseUsers } from './firebase-users.ts';

useLocalCloud();

const named = async () => (await firestore().doc('access/firebase').get()).data();

beforeEach(() => {
  process.env['TERRANE_AUTH'] = 'google,firebase';
  process.env['TERRANE_USERS'] = 'Ana@Example.org, @example.net';
  process.env['TERRANE_OWNERS'] = 'boss@example.org';
  delete process.env['TERRANE_FIREBASE_PROJECT'];
});

test('the rules are told whom the settings name, and again when those change', async () => {
  await publishFirebaseUsers();
  expect(await named()).toEqual({ users: ['ana@example.org', '@example.net'], owners: ['boss@example.org'] });
  process.env['TERRANE_USERS'] = '*';
  await publishFirebaseUsers();
  expect(await named()).toEqual({ users: ['*'], owners: ['boss@example.org'] });
});

test.each([
  ['TERRANE_AUTH', 'google'],
  ['TERRANE_AUTH', 'open'],
  ['TERRANE_AUTH', ''],
  ['TERRANE_FIREBASE_PROJECT', 'another-project'],
])('nobody is named where Firebase tokens are not those of the server: %s=%s', async (variable, value) => {
  await publishFirebaseUsers();
  process.env[variable] = value;
  expect(hostProject()).not.toBe('another-project');
  await publishFirebaseUsers();
  expect(await named()).toEqual({ users: [], owners: [] });
});

test('it is written only when it changes', async () => {
  await publishFirebaseUsers();
  const { updateTime } = await firestore().doc('access/firebase').get();
  await publishFirebaseUsers();
  expect((await firestore().doc('access/firebase').get()).updateTime).toEqual(updateTime);
});

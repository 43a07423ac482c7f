import { describe, expect, it } from 'vitest';
import { policyMessage, readPolicy, roleIn } from './policy.ts';
import { roleHas } from './roles.ts';

const ana = { user: 'ana@example.org', email: 'ana@example.org' };
const nameless = { user: 'https://issuer#1' };
const binding = (role: string, ...members: string[]) => ({ bindings: [{ role, members }] });

describe('a policy', () => {
  it.each([
    ['a reader by address', binding('roles/viewer', 'user:Ana@Example.org'), ana, 'reader'],
    ['a writer by domain', binding('roles/editor', 'domain:example.org'), ana, 'writer'],
    ['nobody of a domain that only ends alike', binding('roles/editor', 'domain:ample.org'), ana, undefined],
    ['everybody', binding('roles/viewer', 'allUsers'), nameless, 'reader'],
    ['nobody without a verified address by one', binding('roles/owner', 'user:ana@example.org'), nameless, undefined],
    [
      'an owner by the role of Earth Engine',
      binding('roles/earthengine.admin', 'serviceAccount:ana@example.org'),
      ana,
      'owner',
    ],
    [
      'the strongest of several roles',
      {
        bindings: [
          ...binding('roles/viewer', 'allUsers').bindings,
          ...binding('roles/owner', 'user:ana@example.org').bindings,
        ],
      },
      ana,
      'owner',
    ],
  ] as const)('knows %s', (_, message, principal, role) => {
    expect(roleIn(readPolicy(message), principal)).toBe(role);
  });

  it('is shown as it was given', () => {
    const message = {
      bindings: [
        ...binding('roles/owner', 'user:ana@example.org').bindings,
        ...binding('roles/viewer', 'allUsers').bindings,
      ],
    };
    expect(policyMessage(readPolicy(message))).toEqual({ ...message, etag: expect.any(String) });
    expect(policyMessage({})).toEqual({ bindings: [], etag: expect.any(String) });
  });

  it.each([
    [
      'a role that there is not',
      binding('roles/storage.admin', 'allUsers'),
      'Role roles/storage.admin is not supported',
    ],
    ['a group', binding('roles/viewer', 'group:a@example.org'), "Invalid member 'group:a@example.org'"],
    ['a word', binding('roles/viewer', 'ana'), "Invalid member 'ana'"],
    ['writing for everybody', binding('roles/editor', 'allUsers'), 'allUsers may only have the role roles/viewer.'],
    ['conditions', { bindings: [{ role: 'roles/viewer', members: ['allUsers'], condition: {} }] }, 'Conditions'],
  ])('refuses %s', (_, message, error) => {
    expect(() => readPolicy(message)).toThrow(error);
  });
});

it('roles have their permissions, and those of weaker ones', () => {
  const permissions = [
    'earthengine.assets.get',
    'earthengine.exports.create',
    'earthengine.assets.setIamPolicy',
    'toString',
  ];
  const had = (role: Parameters<typeof roleHas>[0]) => permissions.map((permission) => roleHas(role, permission));
  expect(had(undefined)).toEqual([false, false, false, false]);
  expect(had('reader')).toEqual([true, false, false, false]);
  expect(had('writer')).toEqual([true, true, false, false]);
  expect(had('owner')).toEqual([true, true, true, false]);
});

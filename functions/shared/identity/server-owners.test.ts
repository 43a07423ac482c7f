import { beforeEach, describe, expect, it, vi } from 'vitest';
import { principalOf } from './principal.ts';
import { ownsServer } from './server-owners.ts';

beforeEach(() => vi.unstubAllEnvs());

describe('the server', () => {
  it('is everybody’s in open mode, and nobody’s in none', () => {
    vi.stubEnv('TERRANE_AUTH', 'open');
    expect([ownsServer('anonymous'), ownsServer(undefined)]).toEqual([true, true]);
    vi.stubEnv('TERRANE_AUTH', undefined);
    expect([ownsServer('anonymous'), ownsServer(undefined), ownsServer('')]).toEqual([false, false, false]);
  });

  it('is of whoever has the secret, and of those whom its settings name', () => {
    vi.stubEnv('TERRANE_AUTH', 'oidc,token');
    vi.stubEnv('TERRANE_OWNERS', 'Boss@example.com, @admins.example, https://issuer#7');
    const owners = ['owner', 'boss@example.com', 'x@admins.example', 'https://issuer#7'];
    const others = ['ana@example.com', 'https://issuer#boss@example.com', 'https://issuer#x@admins.example', 'token-1'];
    expect([...owners, ...others].filter(ownsServer)).toEqual(owners);
    expect(ownsServer(undefined)).toBe(false);
  });
});

it('only addresses are addresses: a subject that looks like one is none', () => {
  expect(principalOf('ana@example.org')).toEqual({ user: 'ana@example.org', email: 'ana@example.org' });
  for (const user of [
    'https://issuer#ana@example.org',
    'accounts#ana@example.org',
    'anonymous',
    'owner',
    '',
    'a@b@c',
  ]) {
    expect(principalOf(user)).toEqual({ user });
  }
});

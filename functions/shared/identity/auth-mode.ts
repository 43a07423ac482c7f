import { SETTINGS } from '../settings.ts';

/** Whether callers are taken for whom they say they are: TERRANE_AUTH=open. */
export function isOpen(): boolean {
  return SETTINGS.auth.read() === 'open';
}

/** Whether TERRANE_AUTH names a kind of tokens. */
export function takesTokens(kind: 'firebase' | 'key'): boolean {
  return (SETTINGS.auth.read()?.split(',') ?? []).includes(kind);
}

/** Whether programs may sign in by keys that this server knows: where TERRANE_AUTH names `key`, and in open mode, in which it proves nothing. */
export function takesKeys(): boolean {
  return isOpen() || takesTokens('key');
}

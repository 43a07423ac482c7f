import { SETTINGS } from '../settings.ts';

/** Whether callers are taken for whom they say they are: TERRANE_AUTH=open. */
export function isOpen(): boolean {
  return SETTINGS.auth.read() === 'open';
}

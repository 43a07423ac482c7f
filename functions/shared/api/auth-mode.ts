import { ServiceError, unimplemented } from '../errors.ts';
import { SETTINGS } from '../settings.ts';

/** Whether callers are taken for whom they say they are: TERRANE_AUTH=open. */
export function isOpen(): boolean {
  return SETTINGS.auth.read() === 'open';
}

/**
 * Throws unless the mode is one that Terrane has.
 * @throws UNAUTHENTICATED where TERRANE_AUTH is not set: a server without a decision must not be open by accident
 */
export function checkMode(): void {
  const mode = SETTINGS.auth.read();
  if (!mode) {
    throw new ServiceError(
      'UNAUTHENTICATED',
      'This server does not say who may call it. Set TERRANE_AUTH=open to serve anyone on this machine.',
    );
  }
  if (mode !== 'open') {
    throw unimplemented(
      `TERRANE_AUTH=${mode} is not supported yet: verifying tokens is to come. Only 'open' works so far.`,
    );
  }
}

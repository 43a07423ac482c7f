import { SETTINGS } from '../settings.ts';

/**
 * The project whose Firestore, Storage and Tasks hold Terrane's state. The projects that requests name (`projects/P/…`)
 * are Terrane's own name spaces within it.
 */
export function hostProject(): string {
  return SETTINGS.hostProject.read();
}

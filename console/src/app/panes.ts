import { signal } from '@preact/signals';

/** Which panels are seen. */
export const leftTab = signal('assets');
export const rightTab = signal('console');

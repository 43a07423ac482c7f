import { computed, signal } from '@preact/signals';

/** The project of a server's first start, which has the samples. */
const DEMO = 'terrane-demo';

const PROJECT_KEY = 'terrane.project';
const TOKEN_KEY = 'terrane.token';

/** Kept for the next time, where the browser keeps anything at all. */
export function keep(store: Storage, key: string, value: string): void {
  try {
    if (value === '') store.removeItem(key);
    else store.setItem(key, value);
  } catch {
    // Private windows may refuse: the console works without.
  }
}

export function kept(store: Storage, key: string): string | undefined {
  try {
    return store.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The project that everything is done in. */
export const project = signal(
  new URLSearchParams(location.search).get('project') ?? kept(localStorage, PROJECT_KEY) ?? DEMO,
);

/** The caller's token, kept as long as the tab is open; empty for none. */
export const token = signal(kept(sessionStorage, TOKEN_KEY) ?? '');

/** The message of the last reply 401: the server wants to know who calls. */
export const refusal = signal<string | undefined>(undefined);

/** `projects/P`. */
export const parent = computed(() => `projects/${project.value}`);

export function chooseProject(name: string): void {
  keep(localStorage, PROJECT_KEY, name);
  project.value = name;
}

export function signIn(secret: string): void {
  keep(sessionStorage, TOKEN_KEY, secret);
  token.value = secret;
  refusal.value = undefined;
}

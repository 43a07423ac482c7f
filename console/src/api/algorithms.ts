import { signal } from '@preact/signals';
import { credentials, failure } from './http.ts';
import { parent } from './session.ts';

export interface AlgorithmArgument {
  readonly argumentName: string;
  readonly type?: string;
  readonly optional?: boolean;
  readonly defaultValue?: unknown;
  readonly description?: string;
}

/** An algorithm as the server lists it. */
export interface Algorithm {
  /** Without `algorithms/`: `Image.add`. */
  readonly name: string;
  readonly description?: string;
  readonly returnType?: string;
  readonly arguments?: readonly AlgorithmArgument[];
  readonly hidden?: boolean;
}

/** What the server can compute. Empty until the list is there. */
export const algorithms = signal<readonly Algorithm[]>([]);

let listing: Promise<string> | undefined;

/** The list as text, for scripts. It is asked for once. @throws ApiError */
export function algorithmList(): Promise<string> {
  listing ??= fetchList().catch((error: unknown) => {
    listing = undefined;
    throw error;
  });
  return listing;
}

async function fetchList(): Promise<string> {
  const response = await fetch(`/v1/${parent.peek()}/algorithms`, { headers: credentials() });
  const text = await response.text();
  const list = JSON.parse(text) as {
    readonly algorithms?: readonly Algorithm[];
    readonly error?: { readonly message: string };
  };
  if (!response.ok) throw failure(response.status, list.error?.message ?? response.statusText);
  algorithms.value = (list.algorithms ?? [])
    .filter(({ hidden }) => !hidden)
    .map((algorithm) => ({ ...algorithm, name: algorithm.name.replace(/^algorithms\//, '') }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return text;
}

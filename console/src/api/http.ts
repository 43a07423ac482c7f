import { project, refusal, token } from './session.ts';

/** An error that the server has answered with, or the lack of an answer. */
export class ApiError extends Error {
  /** 0 where there was no answer. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

export interface CallOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: object;
  readonly signal?: AbortSignal;
}

/** How often a call is repeated that the server has no time for, and the first wait, in milliseconds. */
const RETRIES = 6;
const FIRST_WAIT = 500;

/** Who calls. */
export function credentials(): Record<string, string> {
  return {
    'x-goog-user-project': project.peek(),
    ...(token.peek() === '' ? {} : { authorization: `Bearer ${token.peek()}` }),
  };
}

/**
 * Calls a method of the API.
 * @param path below `/v1/`
 * @throws ApiError
 */
export async function call<T>(path: string, { method, body, signal }: CallOptions = {}): Promise<T> {
  const response = await send(`/v1/${path}`, {
    method: method ?? (body ? 'POST' : 'GET'),
    headers: { ...credentials(), ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
    ...(signal ? { signal } : {}),
  });
  const json = (await response.json().catch(() => ({}))) as T & { readonly error?: { readonly message?: string } };
  if (response.ok) return json;
  throw failure(response.status, json.error?.message ?? `${response.status} ${response.statusText}`);
}

/** An error; of one that says that nobody knows the caller, the page tells as well. */
export function failure(status: number, message: string): ApiError {
  if (status === 401) refusal.value = message;
  return new ApiError(status, message);
}

async function send(url: string, options: RequestInit): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const response = await fetch(url, options).catch((error: Error) => {
      if (error.name === 'AbortError') throw error;
      throw new ApiError(0, 'The server does not answer. Is it running?');
    });
    if (response.status !== 429 || attempt === RETRIES) return response;
    await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT * 2 ** attempt));
  }
}

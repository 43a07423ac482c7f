import type { Expression } from '../../../scripting/messages.ts';
import { call } from './http.ts';
import { parent } from './session.ts';

/** Computes the value of an expression. @throws ApiError */
export async function compute<T = unknown>(expression: Expression, signal?: AbortSignal): Promise<T> {
  const { result } = await call<{ result: T }>(`${parent.peek()}/value:compute`, {
    body: { expression },
    ...(signal ? { signal } : {}),
  });
  return result;
}

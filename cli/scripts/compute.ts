import type { Expression } from '../../scripting/messages.ts';
import type { Client } from '../client.ts';

/** The value of an expression. @throws Failure */
export async function compute(client: Client, expression: Expression): Promise<unknown> {
  return (await client.post<{ readonly result?: unknown }>(`${client.parent}/value:compute`, { expression })).result;
}

import type { IncomingMessage } from 'node:http';
import type { Caller } from '../jobs/caller.ts';
import type { TextMember } from '../jobs/job.ts';
import { runJob } from '../jobs/pool.ts';
import { decodeText, memberText, parseBody } from '../messages/json.ts';
import { invalidMessage } from '../messages/problems.ts';
import { readBytes } from './http/body.ts';
import type { Method } from './methods/method.ts';

/** Larger bodies are read by a worker, so that nobody else waits meanwhile. Bytes. */
const LARGE = 65_536;

/** The message of a request. */
export interface RequestMessage {
  /** Of a large one, the expression has no nodes. */
  readonly value: { readonly [name: string]: unknown };
  /** The JSON text of a member; undefined if it is not there. */
  text(member: TextMember): string | undefined;
}

/**
 * Reads the message in the body of a request.
 * @throws INVALID_ARGUMENT if it is not one
 */
export async function readMessage(
  request: IncomingMessage,
  caller: Caller,
  signal: AbortSignal,
): Promise<RequestMessage> {
  return messageOf(await readBytes(request), caller, signal);
}

/**
 * Reads a message out of the bytes of its JSON text.
 * @throws INVALID_ARGUMENT if it is none
 */
export async function messageOf(bytes: Uint8Array, caller: Caller, signal: AbortSignal): Promise<RequestMessage> {
  if (bytes.length > LARGE) {
    const { value, texts } = await runJob({ kind: 'body', caller, bytes }, signal);
    return { value, text: (member) => texts[member] };
  }
  const { value, text } = parseBody(decodeText(bytes));
  return { value, text: (member) => (member in value ? memberText(text, member) : undefined) };
}

/**
 * The message of a method's body, checked.
 * @throws INVALID_ARGUMENT
 */
export function checkMessage({ request }: Method, { value }: RequestMessage): unknown {
  const checked = request?.safeParse(value, { reportInput: true });
  if (checked?.success === false) throw invalidMessage(checked.error);
  return checked?.data;
}

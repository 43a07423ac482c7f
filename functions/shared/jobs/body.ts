import { decodeText, memberText, parseBody } from '../messages/json.ts';
import type { BodyJob, ReadBody, TextMember } from './job.ts';

const TEXTS: readonly TextMember[] = ['expression', 'region'];

/** Reads a large body. Of its expression only the outer form is in the value. */
export function readLargeBody({ bytes }: BodyJob): ReadBody {
  const { text, value } = parseBody(decodeText(bytes));
  const texts = Object.fromEntries(TEXTS.map((member) => [member, memberText(text, member)]));
  return { value: { ...value, ...outline(value['expression']) }, texts };
}

/** An expression without its nodes. */
function outline(expression: unknown): { expression?: object } {
  if (typeof expression !== 'object' || expression === null || !('values' in expression)) return {};
  const { values } = expression;
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return {};
  return { expression: { ...expression, values: {} } };
}

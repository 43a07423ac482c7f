import { invalid } from '../errors.ts';
import { decodeText, memberText, parseBody } from '../messages/json.ts';
import type { BodyJob, ReadBody, TextMember } from './job.ts';

const TEXTS: readonly TextMember[] = ['expression', 'region', 'request', 'visualizationExpression'];

/** The most values in a message besides those in members that are passed on as text: more would keep the thread busy that takes it. */
const MAX_VALUES = 300_000;

/** Reads a large body. Of the members that are passed on as text only the outer form is in the value. */
export function readLargeBody({ bytes }: BodyJob): ReadBody {
  const { text, value } = parseBody(decodeText(bytes));
  const texts = Object.fromEntries(TEXTS.map((member) => [member, memberText(text, member)]));
  const rest = { ...value };
  for (const member of TEXTS) Object.assign(rest, outline(member, value));
  if (hasMore(rest, MAX_VALUES)) {
    throw invalid(`Invalid JSON payload received. The message has more than ${MAX_VALUES} values.`);
  }
  return { value: rest, texts };
}

/** A member that is an object, without what is in its objects and lists. */
function outline(member: TextMember, { [member]: given }: ReadBody['value']): { [member: string]: object } {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {};
  const entries = Object.entries(given).map(([name, value]) => [name, emptied(value)]);
  return { [member]: Object.fromEntries(entries) };
}

function emptied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? [] : {};
}

/** Whether there are more than `most` values in one, on all levels. */
function hasMore(value: object, most: number): boolean {
  let count = 0;
  const left: object[] = [value];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    for (const inner of Object.values(next)) {
      if (++count > most) return true;
      if (typeof inner === 'object' && inner !== null) left.push(inner as object);
    }
  }
  return false;
}

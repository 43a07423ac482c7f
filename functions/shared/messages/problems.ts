import type { z } from 'zod';
import { invalid, type ServiceError } from '../errors.ts';
import type { FieldProblem } from './field.ts';

/** The most problems that are reported for one request. */
const MAX_TOLD = 10;

/** The error for a message that does not fit, in the words of the service: one line for each problem. */
export function invalidMessage(error: z.ZodError): ServiceError {
  const lines = error.issues.slice(0, MAX_TOLD).map((issue) => describe(issue));
  return invalid(lines.join('\n'));
}

function describe(issue: z.core.$ZodIssue): string {
  const at = fieldPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .slice(0, MAX_TOLD)
      .map(
        (key) =>
          `Invalid JSON payload received. Unknown name "${short(key)}"${at && ` at '${at}'`}: Cannot find field.`,
      )
      .join('\n');
  }
  if (issue.code === 'custom') {
    const { expected, given, rule } = issue.params as unknown as FieldProblem;
    if (rule !== undefined)
      return `Invalid value at '${at}'${expected && ` (${expected})`}${expected ? ', ' : ': '}${rule}`;
    return wrongValue(issue.path, expected, given);
  }
  // All that remains is a message, a list or a map where something else came.
  const input = issue.input === undefined ? '' : `, ${echo(issue.input)}`;
  const type = issue.message.startsWith('type.') ? issue.message : 'list or map';
  return `Invalid value at '${at}' (${type})${input}`;
}

function wrongValue(path: readonly PropertyKey[], expected: string, given: unknown): string {
  if (typeof given === 'object' && given !== null) {
    const parent = fieldPath(path.slice(0, -1));
    const where = `Unknown name "${String(path.at(-1))}"${parent && ` at '${parent}'`}`;
    const problem = Array.isArray(given)
      ? 'Proto field is not repeating, cannot start list.'
      : `Cannot bind an object to a field of type ${expected}.`;
    return `Invalid JSON payload received. ${where}: ${problem}`;
  }
  return `Invalid value at '${fieldPath(path)}' (${expected}), ${echo(given)}`;
}

/** A value as far as it can be shown; lists and objects may be deep, so they are only named. */
function echo(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? JSON.stringify(short(value)) : String(value);
}

function short(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

/** `ranges[0].min` */
function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? short(String(part)) : `${text}.${short(String(part))}`;
  }, '');
}

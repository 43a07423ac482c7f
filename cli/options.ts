import { Failure } from './failure.ts';

/** Adds a value to those of an option that may be given several times. */
export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/** A property as `NAME=VALUE`: numbers and JSON are taken as such; without a value it is null. @throws Failure */
export function propertyOf(text: string): [string, unknown] {
  const at = text.indexOf('=');
  if (at < 1) throw new Failure(`'${text}': NAME=VALUE is expected.`);
  const value = text.slice(at + 1);
  return [text.slice(0, at), value === '' ? null : parsed(value)];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A time in RFC 3339. @throws Failure */
export function timestamp(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.getTime()))
    throw new Failure(`'${text}' is not a time: 2024-06-01 or 2024-06-01T10:00:00Z is expected.`);
  return time.toISOString();
}

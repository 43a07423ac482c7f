import { z } from 'zod';

/** A type as the discovery document writes it. */
export type DiscoveryType =
  | { readonly $ref: string }
  | {
      readonly type: string;
      readonly format?: string;
      readonly enum?: readonly string[];
      readonly items?: DiscoveryType;
      readonly additionalProperties?: DiscoveryType;
    };

/** The discovery document's description of each schema that is made here. */
export const DISCOVERY_TYPES = z.registry<{ discovery: DiscoveryType }>();

/** The details of a field's error from which its text is made: the expected type in the service's words, and the given value. */
export interface FieldProblem {
  readonly expected: string;
  readonly given: unknown;
  /** Set where the field itself is fine but its value is not. */
  readonly rule?: string;
}

/** Protocol-buffer wrappers (`Int32Value`, …) may come as themselves or, from the Python client, as `{"value": 50}`. */
function unwrap(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const keys = Object.keys(given);
  return keys.length === 1 && keys[0] === 'value' ? (given as { value: unknown }).value : given;
}

/** A scalar field. `read` returns undefined for values that the field does not take. */
function scalar<T extends {}>(expected: string, discovery: DiscoveryType, read: (value: unknown) => T | undefined) {
  return z
    .unknown()
    .transform((given, context): T => {
      const value = read(unwrap(given));
      if (value !== undefined) return value;
      const params: FieldProblem = { expected, given };
      context.issues.push({ code: 'custom', input: given, params: { ...params } });
      return z.NEVER;
    })
    .register(DISCOVERY_TYPES, { discovery });
}

/** A whole number of so many bits, as itself or as text. */
function wholeNumber(value: unknown, bits: number): number | undefined {
  const isText = typeof value === 'string' && /^-?\d{1,20}$/.test(value);
  if (!isText && !Number.isInteger(value)) return undefined;
  // A double cannot tell the largest number from the one after it.
  const exact = BigInt(value as string | number);
  return BigInt.asIntN(bits, exact) === exact ? Number(exact) : undefined;
}

function floating(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isNaN(number) && value !== 'NaN' ? undefined : number;
}

export const string = scalar('TYPE_STRING', { type: 'string' }, (value) =>
  typeof value === 'string' ? value : undefined,
);

export const boolean = scalar('TYPE_BOOL', { type: 'boolean' }, (value) =>
  value === 'true' ? true : value === 'false' ? false : typeof value === 'boolean' ? value : undefined,
);

export const int32 = scalar('TYPE_INT32', { type: 'integer', format: 'int32' }, (value) => wholeNumber(value, 32));

/** Sent as text, because a double holds no more than 53 bits; larger ones lose their last digits here. */
export const int64 = scalar('TYPE_INT64', { type: 'string', format: 'int64' }, (value) => wholeNumber(value, 64));

export const double = scalar('TYPE_DOUBLE', { type: 'number', format: 'double' }, floating);

/** A time of RFC 3339: day, time of day to the millisecond, and zone. */
const TIME = /^(\d{4}-\d\d-\d\d)(T(?!24)\d\d:\d\d:\d\d)(?:(\.\d{1,3})\d{0,6})?(Z|[+-]\d\d:\d\d)$/i;

/** A time from year 1 to 9999, as google.protobuf.Timestamp has it, brought to UTC with `Z`; of parts of a second the milliseconds count. */
export const timestamp = scalar('TYPE_TIMESTAMP', { type: 'string', format: 'google-datetime' }, (value) => {
  const [, day, clock, part = '', zone] = (typeof value === 'string' && TIME.exec(value)) || [];
  if (day === undefined || isoText(day)?.slice(0, day.length) !== day) return undefined;
  const text = isoText(`${day}${clock}${part}${zone}`);
  return text !== undefined && /^(?!0000)\d{4}-/.test(text) ? text : undefined;
});

function isoText(time: string): string | undefined {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Names of fields: a comma-separated text, or `{"paths": […]}` from the Python client. Commas within quotes do not count. */
export const fieldMask = scalar('TYPE_FIELD_MASK', { type: 'string', format: 'google-fieldmask' }, (value) => {
  if (typeof value === 'string') return value.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g)?.map((path) => path.trim()) ?? [];
  const paths = (value as { paths?: unknown } | null)?.paths;
  return Array.isArray(paths) && paths.every((path) => typeof path === 'string') ? (paths as string[]) : undefined;
});

/** One of some names. `aliases` are other spellings that clients send. */
export function enumeration<const Name extends string>(
  name: string,
  values: readonly Name[],
  aliases: { readonly [spelling: string]: Name } = {},
) {
  return scalar(
    `type.googleapis.com/google.earthengine.v1.${name}`,
    { type: 'string', enum: values },
    (value) =>
      values.find((one) => one === value) ?? (typeof value === 'string' ? ownValue(aliases, value) : undefined),
  );
}

function ownValue<T>(record: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Any JSON value, not looked into. */
export const any = z.unknown().register(DISCOVERY_TYPES, { discovery: { type: 'any' } });

/** A JSON object of any content. It is not validated, because its content may be nested deeply. */
export const struct = scalar(
  'type.googleapis.com/google.protobuf.Struct',
  { type: 'object', additionalProperties: { type: 'any' } },
  (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined,
);

/** The most entries of a list or a map: what is wrong with each of millions would take long to tell. */
const MAX_ENTRIES = 10_000;

/** The problem of a list or map with too many entries; undefined if it has not. */
function tooMany(given: unknown): FieldProblem | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const count = Array.isArray(given) ? given.length : Object.keys(given).length;
  if (count <= MAX_ENTRIES) return undefined;
  return { expected: '', given: undefined, rule: `must have at most ${MAX_ENTRIES} entries. Got ${count}.` };
}

/** A schema whose values are looked into only if they have no more entries than they may. */
function limited<S extends z.ZodType>(schema: S, discovery: DiscoveryType) {
  const checked = z.preprocess((given, context) => {
    const problem = tooMany(given);
    if (problem === undefined) return given;
    context.issues.push({ code: 'custom', input: given, params: { ...problem } });
    return z.NEVER;
  }, schema);
  DISCOVERY_TYPES.add(checked as z.ZodType, { discovery });
  return checked;
}

/** A list of fields of one kind. */
export function repeated<S extends z.ZodType>(item: S) {
  return limited(z.array(item), { type: 'array', items: discoveryType(item) });
}

/** Fields of one kind by name. */
export function map<S extends z.ZodType>(value: S) {
  return limited(z.record(z.string(), value), { type: 'object', additionalProperties: discoveryType(value) });
}

/** A schema with an additional rule: `rule` returns the text of the problem, or undefined. */
export function checked<S extends z.ZodType>(schema: S, rule: (value: z.output<S>) => string | undefined): S {
  const strict = schema.superRefine((value, context) => {
    const problem = rule(value);
    if (problem === undefined) return;
    const params: FieldProblem = { expected: '', given: value, rule: problem };
    context.addIssue({ code: 'custom', params: { ...params } });
  });
  DISCOVERY_TYPES.add(strict as z.ZodType, { discovery: discoveryType(schema) });
  return strict;
}

export function discoveryType(schema: z.ZodType): DiscoveryType {
  const known = DISCOVERY_TYPES.get(schema);
  if (known === undefined) throw new TypeError('A schema was not made by messages/field.ts or messages/message.ts.');
  return known.discovery;
}

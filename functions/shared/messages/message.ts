import { z } from 'zod';
import { DISCOVERY_TYPES, type DiscoveryType, discoveryType, type FieldProblem } from './field.ts';

type Shape = { readonly [field: string]: z.ZodType };

/** A field that may be left out; null counts as left out (the Python client sends nulls). */
function absentOr<S extends z.ZodType>(schema: S) {
  return schema
    .nullish()
    .transform((value) => value ?? undefined)
    .optional();
}

type Fields<S extends Shape> = { [K in keyof S]: ReturnType<typeof absentOr<S[K]>> };

/** Messages by name, with the types of their fields as the discovery document has them. */
export const MESSAGES = new Map<string, { readonly [field: string]: DiscoveryType }>();

export const MESSAGE_TYPE = 'type.googleapis.com/google.earthengine.v1.';

/**
 * A message of the API. Fields that it does not have are refused.
 * @param oneofs groups of fields of which at most one may be set
 */
export function message<const S extends Shape>(
  name: string,
  fields: S,
  { oneofs = [] }: { readonly oneofs?: readonly (readonly (keyof S & string)[])[] } = {},
) {
  const shape = Object.fromEntries(Object.entries(fields).map(([field, schema]) => [field, absentOr(schema)]));
  MESSAGES.set(
    name,
    Object.fromEntries(Object.entries(fields).map(([field, schema]) => [field, discoveryType(schema)])),
  );
  const strict = z
    .strictObject(shape as Fields<S>, {
      error: (issue) => (issue.code === 'invalid_type' ? `${MESSAGE_TYPE}${name}` : undefined),
    })
    .superRefine((value, context) => {
      for (const group of oneofs) {
        const [first, second] = group.filter((field) => (value as { [field: string]: unknown })[field] !== undefined);
        if (second === undefined) continue;
        const params: FieldProblem = {
          expected: 'oneof',
          given: undefined,
          rule: `oneof field '${first}' is already set. Cannot set '${second}'`,
        };
        context.addIssue({ code: 'custom', params: { ...params } });
      }
    });
  return z
    .preprocess((given) => inProtoSpelling(given, fields), strict)
    .register(DISCOVERY_TYPES, { discovery: { $ref: name } });
}

/** Unknown fields that the caller is told of: the first ones. */
const MAX_UNKNOWN = 10;

/**
 * A message as clients may write it too (https://protobuf.dev/programming-guides/json): fields by their names in the protocol buffer, such
 * as `file_format`; and, as Google's servers take it, a single value in place of a list of one.
 */
function inProtoSpelling(given: unknown, fields: Shape): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const message: { [field: string]: unknown } = {};
  let unknown = 0;
  for (const key in given) {
    const value = (given as { [field: string]: unknown })[key];
    const camel = key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    const field =
      !Object.hasOwn(fields, key) && Object.hasOwn(fields, camel) && !Object.hasOwn(given, camel) ? camel : key;
    if (!Object.hasOwn(fields, field) && ++unknown > MAX_UNKNOWN) continue;
    message[field] = Object.hasOwn(fields, field) && isLone(value, fields[field]) ? [value] : value;
  }
  return message;
}

/** Whether a value stands for a list of one. */
function isLone(value: unknown, schema: z.ZodType): boolean {
  const type = discoveryType(schema);
  return value !== null && !Array.isArray(value) && 'type' in type && type.type === 'array';
}

/** The type of a checked message, as handlers get it. */
export type Content<S extends z.ZodType> = z.output<S>;

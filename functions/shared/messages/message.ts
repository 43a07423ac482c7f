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
  return z
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
    })
    .register(DISCOVERY_TYPES, { discovery: { $ref: name } });
}

/** The type of a checked message, as handlers get it. */
export type Content<S extends z.ZodType> = z.output<S>;

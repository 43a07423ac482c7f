import type { z } from 'zod';
import type { Permission } from '../../identity/roles.ts';

export type Verb = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** The functions that serve the API. */
export type FunctionName = 'interactive' | 'batch';

/** A query parameter's type: the values of an enum, or a name. */
export type QueryType = 'string' | 'integer' | 'boolean' | readonly string[];

/** One method of the REST API. */
export interface Method {
  readonly verb: Verb;
  /** The path below `/v1/`, with variables as Google writes them: `{project=projects/*}:listAssets`; two stars stand for any number of segments. */
  readonly path: string;
  readonly query?: { readonly [name: string]: QueryType };
  readonly request?: z.ZodType;
  readonly response: z.ZodType;
  readonly servedBy: FunctionName;
  /**
   * The permission that callers need on the resource in the path, an asset or a project; null if a valid token is enough. Permissions on other
   * resources of a request are checked by its handler.
   */
  readonly permission: Permission | null;
  /** Browsers fetch it as an image, without credentials: its name cannot be guessed. The permission is that of its maker. */
  readonly withoutCredentials?: true;
  /** Its answer is computed while the caller waits: a user may have only so many at a time. */
  readonly computes?: true;
  /** Known, but answered with UNIMPLEMENTED: why, and what callers can do instead. */
  readonly refused?: string;
}

/** The names of the variables of a path. */
export type PathVariables<Path extends string> = Path extends `${string}{${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name}=${string}` ? Name : Inside) | PathVariables<Rest>
  : never;

type QueryValue<T extends QueryType> = T extends 'integer'
  ? number
  : T extends 'boolean'
    ? boolean
    : T extends readonly (infer Value)[]
      ? Value
      : string;

/** The type of the query that a handler gets. */
export type QueryOf<M extends Method> = M extends { query: infer Q extends { readonly [name: string]: QueryType } }
  ? { readonly [K in keyof Q]?: QueryValue<Q[K]> }
  : { readonly [name: string]: never };

/** The type of the body that a handler gets. */
export type BodyOf<M extends Method> = M extends { request: infer R extends z.ZodType } ? z.output<R> : undefined;

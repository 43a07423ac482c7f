import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '../jobs/caller.ts';
import type { TextMember } from '../jobs/job.ts';
import type { FileReply, StreamReply } from './http/reply.ts';
import type { BodyOf, PathVariables, QueryOf } from './methods/method.ts';
import type { METHODS, MethodId } from './methods/table.ts';

/** A call of a method, as its handler gets it. */
export interface Call<Id extends MethodId = MethodId> {
  /** The variables of the path. */
  readonly params: Readonly<Record<PathVariables<(typeof METHODS)[Id]['path']>, string>>;
  readonly query: QueryOf<(typeof METHODS)[Id]>;
  /** The checked message of the body. */
  readonly body: BodyOf<(typeof METHODS)[Id]>;
  /**
   * The JSON text of a field of the body, undefined if it is not there. Expressions are taken so: they may be nested deeper than
   * JSON.stringify can write.
   */
  text(field: keyof NonNullable<BodyOf<(typeof METHODS)[Id]>> & TextMember): string | undefined;
  readonly caller: Caller;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  readonly headers: IncomingHttpHeaders;
}

/** A function that answers a method with a message or a file. */
export type Handler<Id extends MethodId> = (
  call: Call<Id>,
) => Promise<object | FileReply | StreamReply> | object | FileReply | StreamReply;

/** The handlers of a function by the ids of their methods. */
export type Handlers = { readonly [Id in MethodId]?: Handler<Id> };

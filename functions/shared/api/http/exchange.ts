import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { RequestEntry } from './log.ts';
import type { FileReply, StreamReply } from './reply.ts';

/** A request on its way through a function. */
export interface Exchange {
  /** A name of this request, for the log and for errors. */
  readonly id: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly headers: IncomingHttpHeaders;
  /** Still percent-encoded. */
  readonly path: string;
  /** The query string, without the `?`. */
  readonly query: string;
  /** Filled in for the log on the way. */
  readonly known: Partial<RequestEntry>;
}

/** Answers a request, or throws an error, which an outer layer handles. */
export type Answer = (exchange: Exchange) => Promise<FileReply | StreamReply>;

/** A layer around an answer: acts before it, after it, or in place of it. */
export type Layer = (inner: Answer) => Answer;

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { RequestEntry } from './log.ts';
import type { FileReply } from './reply.ts';

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

/** Answers a request, or throws: what comes of that is the affair of the layers around. */
export type Answer = (exchange: Exchange) => Promise<FileReply>;

/** Something that is done around an answer: before it, after it, or in place of it. */
export type Layer = (inner: Answer) => Answer;

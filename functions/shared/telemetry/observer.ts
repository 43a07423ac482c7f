import type { Endpoint } from '../endpoint.ts';
import type { RequestMeasures } from '../measures/request-measures.ts';

/** A request that has been answered, as it is told to OpenTelemetry. */
export interface AnsweredRequest {
  readonly id: string;
  readonly functionName: string;
  /** The id of the API method, where there is one. */
  readonly method?: string | undefined;
  readonly verb: string;
  /** Without secret names. */
  readonly path: string;
  readonly status: number;
  readonly endpoint: Endpoint;
  readonly project?: string | undefined;
  readonly user?: string | undefined;
  readonly workloadTag?: string | undefined;
  /** The headers that say of which trace it is a part. */
  readonly headers: { readonly [name: string]: unknown };
  /** When it began, as `performance.now` counts, and how long it took, in milliseconds. */
  readonly started: number;
  readonly milliseconds: number;
  readonly measures: RequestMeasures;
}

/** Whoever is told of requests. */
export interface Observer {
  request(request: AnsweredRequest): void;
  /** Sends what has not been sent, and ends. */
  stop(): Promise<void>;
}

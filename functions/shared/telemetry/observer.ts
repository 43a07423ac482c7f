import type { Endpoint } from '../endpoint.ts';
import type { RequestMeasures } from '../measures/request-measures.ts';

/** What is told to OpenTelemetry of a request that has been answered. */
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
  /** How long it took, in milliseconds. */
  readonly milliseconds: number;
  readonly measures: RequestMeasures;
}

/** A request that is being served. */
export interface ObservedRequest {
  /** Serves it: what the clients of Google's services tell OpenTelemetry meanwhile is told as a part of it. */
  inside<T>(serve: () => T): T;
  /** It has been answered. */
  end(answered: AnsweredRequest): void;
}

/** Whoever is told of requests. */
export interface Observer {
  /**
   * A request begins.
   * @param headers those that say of which trace it is a part
   * @param started when, as `performance.now` counts
   */
  begin(headers: { readonly [name: string]: unknown }, started: number): ObservedRequest;
  /** Sends what has not been sent, and ends. */
  stop(): Promise<void>;
}

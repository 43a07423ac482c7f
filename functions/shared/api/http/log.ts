import type { IncomingHttpHeaders } from 'node:http';

/** What is known of a request when it has been answered. */
export interface RequestEntry {
  readonly id: string;
  readonly functionName: string;
  /** The id of the API method, where there is one. */
  readonly method?: string;
  readonly verb: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly headers: IncomingHttpHeaders;
  readonly project?: string;
  readonly user?: string;
  /** What went wrong inside; for the log only. */
  readonly error?: unknown;
}

/** One line of JSON for each request, as Cloud Logging reads it. Nothing is written where TERRANE_LOG is `off`. */
export function logRequest(entry: RequestEntry): void {
  if (process.env['TERRANE_LOG'] === 'off') return;
  const { error, headers, milliseconds, verb, path, status, ...rest } = entry;
  const trace = /^[^/;]+/.exec(String(headers['x-cloud-trace-context'] ?? ''))?.[0];
  const line = {
    severity: status >= 500 && status !== 501 ? 'ERROR' : status >= 400 ? 'WARNING' : 'INFO',
    message: `${verb} ${path} ${status}`,
    ...rest,
    status,
    latencyMs: Math.round(milliseconds * 10) / 10,
    httpRequest: {
      requestMethod: verb,
      requestUrl: path,
      status,
      userAgent: headers['user-agent'],
      latency: `${(milliseconds / 1000).toFixed(4)}s`,
    },
    ...(trace ? { 'logging.googleapis.com/trace': trace } : {}),
    ...(error === undefined ? {} : { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

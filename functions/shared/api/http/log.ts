import type { IncomingHttpHeaders } from 'node:http';
import { writeLog } from '../../log.ts';

/** The facts of an answered request that are logged. */
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
  /** The error behind an internal failure, for the log only. */
  readonly error?: unknown;
}

/** A name that cannot be guessed, which is all that it takes to fetch an image of a map, a thumbnail or a table: its beginning is enough in a log. */
const SECRET_NAME = /(\/(?:maps|thumbnails|videoThumbnails|filmstripThumbnails|tables|featureViews)\/[^/:]{6})[^/:]+/;

/** Characters of a client's name that are kept: it may send thousands. */
const LONGEST_AGENT = 200;

/** Writes the line of a request that has been answered. */
export function logRequest({ headers, milliseconds, verb, path: whole, status, ...rest }: RequestEntry): void {
  const path = whole.replace(SECRET_NAME, '$1…');
  const trace = /^[^/;]+/.exec(String(headers['x-cloud-trace-context'] ?? ''))?.[0];
  const severity = status >= 500 ? 'ERROR' : status >= 400 ? 'WARNING' : 'INFO';
  writeLog(severity, `${verb} ${path} ${status}`, {
    ...rest,
    status,
    latencyMs: Math.round(milliseconds * 10) / 10,
    httpRequest: {
      requestMethod: verb,
      requestUrl: path,
      status,
      userAgent: headers['user-agent']?.slice(0, LONGEST_AGENT),
      latency: `${(milliseconds / 1000).toFixed(4)}s`,
    },
    ...(trace ? { 'logging.googleapis.com/trace': trace } : {}),
  });
}

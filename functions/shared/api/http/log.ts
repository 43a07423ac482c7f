import type { IncomingHttpHeaders } from 'node:http';
import type { Endpoint } from '../../endpoint.ts';
import { writeLog } from '../../log.ts';
import type { RequestMeasures } from '../../measures/request-measures.ts';

/** The facts of an answered request that are logged. */
export interface RequestEntry {
  readonly id: string;
  readonly functionName: string;
  /** The id of the API method, where there is one. */
  readonly method?: string;
  readonly verb: string;
  /** As it is shown (`shownPath`). */
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly headers: IncomingHttpHeaders;
  readonly project?: string;
  readonly user?: string;
  readonly endpoint: Endpoint;
  readonly workloadTag?: string;
  /** What it has taken. */
  readonly measures: RequestMeasures;
  /** The error behind an internal failure, for the log only. */
  readonly error?: unknown;
}

/** A name that cannot be guessed, which is all that it takes to fetch an image of a map, a thumbnail, a table or a file: its beginning is enough in a log. */
const SECRET_NAME =
  /(\/(?:maps|thumbnails|videoThumbnails|filmstripThumbnails|tables|featureViews|downloads)\/[^/:]{6})[^/:]+/;

/** A path as it may be shown to those who operate the server. */
export function shownPath(path: string): string {
  return path.replace(SECRET_NAME, '$1…');
}

/** Characters of a client's name that are kept: it may send thousands. */
const LONGEST_AGENT = 200;

/** Writes the line of a request that has been answered. */
export function logRequest({ headers, milliseconds, verb, path, status, measures, ...rest }: RequestEntry): void {
  const trace = /^[^/;]+/.exec(String(headers['x-cloud-trace-context'] ?? ''))?.[0];
  const severity = status >= 500 ? 'ERROR' : status >= 400 ? 'WARNING' : 'INFO';
  writeLog(severity, `${verb} ${path} ${status}`, {
    ...rest,
    status,
    latencyMs: tenths(milliseconds),
    phasesMs: phasesOf(measures),
    ...workOf(measures),
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

function tenths(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

/** The milliseconds of the phases that there were. */
function phasesOf({ milliseconds }: RequestMeasures): { readonly [phase: string]: number } {
  return Object.fromEntries(
    Object.entries(milliseconds).flatMap(([phase, passed]) => (passed > 0 ? [[phase, tenths(passed)]] : [])),
  );
}

/** What was done, of a request for which something was computed. */
function workOf({ jobs, algorithms, pixels, bytesRead, cacheHits, cacheMisses }: RequestMeasures): object {
  return jobs > 0 ? { jobs, algorithms: [...algorithms], pixels, bytesRead, cacheHits, cacheMisses } : {};
}

import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from '../../errors.ts';
import { closePool } from '../../jobs/pool.ts';
import { SETTINGS } from '../../settings.ts';
import { stopTelemetry } from '../../telemetry/telemetry.ts';
import { unlessOfRequest } from './stray-errors.ts';

/** Milliseconds in which those are answered whose requests are given up. */
const TO_ANSWER = 500;

const SIGNALS: readonly (string | symbol)[] = ['SIGTERM', 'SIGINT'];

let ending = false;
/** The requests that are being served: each is given up by its function. */
const served = new Set<(error: Error) => void>();
const servers = new Set<Server>();

/** Whether the process is about to end: it takes no further connections. */
export function isEnding(): boolean {
  return ending;
}

/**
 * Serves a request, which is given up with UNAVAILABLE if it has not been served when the process has to end: clients, and Cloud Tasks, send it again.
 */
export async function untilTheEnd<T>(serve: () => Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  served.add(reject);
  try {
    return await Promise.race([serve(), promise]);
  } finally {
    served.delete(reject);
  }
}

/**
 * Ends the serving: requests under way are served for TERRANE_GRACE_SECONDS, and those that have not been served then are given up.
 * @param close takes no further connections, and is resolved when the last request has been answered
 */
export async function endGracefully(close: () => Promise<unknown>): Promise<void> {
  ending = true;
  const giveUp = new AbortController();
  const { signal } = giveUp;
  const late = sleep(SETTINGS.graceSeconds.read() * 1_000, undefined, { signal })
    .then(() => {
      for (const reject of served)
        reject(new ServiceError('UNAVAILABLE', 'The server is ending. Send the request again.'));
      return sleep(TO_ANSWER, undefined, { signal });
    })
    .catch(() => {});
  await Promise.race([close(), late]);
  giveUp.abort();
  await stopTelemetry();
}

/** Notes a server of the functions framework, which is to be closed at the end. */
export function noteServer(server: Server): void {
  if (server.listening) servers.add(server);
}

/**
 * The functions framework ends the process as soon as it is told to, in the middle of requests, and at each exception that nobody catches: so its listeners
 * are replaced. It adds them when it listens; those that others add are left alone.
 */
export function endOnSignals(): void {
  process.off('newListener', replace);
  process.on('newListener', replace);
}

function replace(event: string | symbol, listener: (...args: unknown[]) => void): void {
  const isSignal = SIGNALS.includes(event);
  if (!isSignal && event !== 'uncaughtException') return;
  if (!/[\\/]functions-framework[\\/]/.test(new Error().stack ?? '')) return;
  // It is added after this.
  setImmediate(() => {
    process.off(event, listener);
    process.on(event, isSignal ? end : unlessOfRequest(listener));
  });
}

function end(): void {
  if (ending) process.exit(1);
  void endGracefully(async () => {
    await Promise.all([...servers].map((server) => new Promise((closed) => server.close(closed))));
    await closePool();
  }).then(() => process.exit(0));
}

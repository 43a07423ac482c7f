import { setTimeout as sleep } from 'node:timers/promises';
import { writeLog } from '../log.ts';
import { SETTINGS } from '../settings.ts';
import type { ObservedRequest, Observer } from './observer.ts';

const MISSING =
  'The OTEL_… variables ask for traces or metrics, for which OpenTelemetry is needed: npm install @opentelemetry/sdk-node @opentelemetry/api, or OTEL_SDK_DISABLED=true.';

let observer: Promise<Observer> | undefined;
let ready: Observer | undefined;

/** Whether the environment says by OpenTelemetry's variables that traces or metrics are wanted. */
function isWanted(): boolean {
  if (SETTINGS.otelDisabled.read()?.toLowerCase() === 'true') return false;
  const exporters = [SETTINGS.otelTraces.read(), SETTINGS.otelMetrics.read()];
  return SETTINGS.otelEndpoint.read() !== undefined || exporters.some((name) => name !== undefined && name !== 'none');
}

/**
 * Starts telling OpenTelemetry of requests, if the environment says so: its SDK, which is large, is loaded only then.
 * @throws if it is not installed
 */
export async function startTelemetry(): Promise<void> {
  if (!isWanted()) return;
  observer ??= import('./open-telemetry.ts').then(
    (module) => module.openTelemetry(),
    (error: unknown) => {
      throw isMissing(error) ? new Error(MISSING) : error;
    },
  );
  ready = await observer;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}

/** Tells of a request that begins; undefined where nobody wants to know. */
export function observeRequest(
  headers: { readonly [name: string]: unknown },
  started: number,
): ObservedRequest | undefined {
  return ready?.begin(headers, started);
}

/** Milliseconds in which what is left is sent: a collector that does not answer keeps no server from its end. */
const TO_SEND = 1_000;

/** Sends what has not been sent yet, as far as its time suffices. Nothing is told of from then on. */
export async function stopTelemetry(): Promise<void> {
  const stopped = ready;
  ready = undefined;
  observer = undefined;
  if (!stopped) return;
  const sent = stopped
    .stop()
    .catch((error: unknown) => writeLog('WARNING', 'The last traces were not sent', { error }));
  await Promise.race([sent, sleep(TO_SEND, undefined, { ref: false })]);
}

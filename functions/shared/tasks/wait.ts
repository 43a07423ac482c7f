import { readDocument } from '../google/stored.ts';
import { operationDocument } from './documents.ts';
import { isOver, operationRecord } from './record.ts';

/** Milliseconds: less than clients and proxies wait for an answer. */
const MAX_WAIT = 50_000;

/** Waits until an operation is over, but at most for a time in milliseconds. Returns nothing in either case. */
export async function waitForEnd(id: string, timeout = MAX_WAIT, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, Math.min(timeout, MAX_WAIT));
  signal.addEventListener('abort', () => resolve(), { once: true });
  const stop = operationDocument(id).onSnapshot((snapshot) => {
    const operation = readDocument(operationRecord, snapshot);
    if (!operation || isOver(operation.state)) resolve();
  }, reject);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    stop();
  }
}

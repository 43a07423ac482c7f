import { SETTINGS } from './settings.ts';

/** How much a line matters, as Cloud Logging names it. */
export type Severity = 'INFO' | 'WARNING' | 'ERROR';

/** What a line says besides its message; fields that are undefined are left out. */
export interface LogFields {
  /** What went wrong: its stack is written. */
  readonly error?: unknown;
  readonly [field: string]: unknown;
}

/** Writes one line of JSON, as Cloud Logging reads it: the only writer of them. Nothing is written where TERRANE_LOG is `off`. */
export function writeLog(severity: Severity, message: string, { error, ...fields }: LogFields = {}): void {
  if (SETTINGS.log.read() === 'off') return;
  const line = { severity, message, ...fields, ...(error === undefined ? {} : { error: textOf(error) }) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

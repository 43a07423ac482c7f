import { SETTINGS } from './settings.ts';

/** The severity of a log line, by Cloud Logging's names. */
export type Severity = 'INFO' | 'WARNING' | 'ERROR';

/** The fields of a log line besides its message; undefined fields are left out. */
export interface LogFields {
  /** An error, whose stack is written. */
  readonly error?: unknown;
  readonly [field: string]: unknown;
}

/** Whether lines are written: what costs more than a call is put together only then. */
export function isLogged(): boolean {
  return SETTINGS.log.read() !== 'off';
}

/** Writes one line of JSON, as Cloud Logging reads it: the only writer of them. Nothing is written where TERRANE_LOG is `off`. */
export function writeLog(severity: Severity, message: string, { error, ...fields }: LogFields = {}): void {
  if (!isLogged()) return;
  const line = { severity, message, ...fields, ...(error === undefined ? {} : { error: textOf(error) }) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Where commands write: lines for people, or one JSON document for programs. */
export class Output {
  readonly isJson: boolean;

  constructor(isJson: boolean) {
    this.isJson = isJson;
  }

  /** The result of a command: `value` as JSON, or lines for people. */
  result(value: unknown, lines: () => readonly string[]): void {
    if (this.isJson) console.log(JSON.stringify(value, null, 2));
    else for (const line of lines()) console.log(line);
  }

  /** What happens meanwhile, on the error stream. */
  note(text: string): void {
    if (!this.isJson) console.error(text);
  }

  /** A line that is written over until `done`; on a terminal only. */
  progress(text: string): void {
    if (this.isJson || !process.stderr.isTTY) return;
    process.stderr.write(`\r\u001b[2K${text}`);
  }

  /** Takes the line of the progress away. */
  done(): void {
    this.progress('');
  }
}

/** Text in a style, where the terminal has such. */
export function styled(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/** What a terminal could be told to do by the texts of others: all but the ends of lines, and tabs. */
const CONTROL = /[^\P{Cc}\n\t]/gu;

/** A text that somebody else may have written, for a terminal: its control characters are shown, as `\u001b`. */
export function harmless(text: string): string {
  return text.replace(CONTROL, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Rows of cells as lines, below each other. */
export function aligned(cells: readonly (readonly string[])[]): string[] {
  const rows = cells.map((row) => row.map((cell) => harmless(cell.replaceAll(/[\n\t]+/g, ' '))));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]))
      .join('  ')
      .trimEnd(),
  );
}

/** A bar of a part from 0 to 1. */
export function bar(part: number): string {
  const full = Math.round(Math.min(1, Math.max(0, part)) * 24);
  return `[${'#'.repeat(full)}${'-'.repeat(24 - full)}] ${String(Math.round(part * 100)).padStart(3)} %`;
}

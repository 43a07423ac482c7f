import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { invalid } from '../../errors.ts';
import { type SourceFile, textOf } from '../source-file.ts';

/** Characters of a record. */
const MAX_RECORD = 64 * 1024 * 1024;

/** Characters of the line of the columns' names: some thousands of long names. */
const MAX_NAMES = 1_000_000;

/** How a CSV file is written. */
export interface CsvFormat {
  readonly charset: string;
  /** One character between values. */
  readonly delimiter: string;
  /** The character around values. */
  readonly qualifier: string;
}

/** A record, and the line that it ends in. */
export interface CsvRecord {
  readonly line: number;
  readonly values: readonly string[];
}

/** The records of a CSV file (RFC 4180), all with as many values as the first one. Space around values without qualifiers is dropped. */
export async function* csvRecords(
  file: SourceFile,
  { charset, delimiter, qualifier }: CsvFormat,
): AsyncGenerator<CsvRecord> {
  const parser = parse({
    delimiter,
    quote: qualifier,
    escape: qualifier,
    bom: true,
    trim: true,
    info: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
  });
  const text = Readable.from(withLimitedNames(file, charset));
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { line: info.lines, values: record };
    }
  } catch (error) {
    if (error instanceof CsvError) throw invalid(`${file.name}: ${error.message}`);
    throw error;
  } finally {
    text.destroy();
  }
}

/**
 * The text of a file.
 * @throws INVALID_ARGUMENT for a first line that is too long to be that of the columns' names: it would take long until the parser had it
 */
async function* withLimitedNames(file: SourceFile, charset: string): AsyncGenerator<string> {
  let length = 0;
  let ended = false;
  for await (const text of textOf(file, charset)) {
    // Empty lines may come first.
    const line = length === 0 ? text.trimStart() : text;
    length += line.length;
    ended ||= /[\r\n]/.test(line);
    if (!ended && length > MAX_NAMES) {
      throw invalid(
        `${file.name}: The first line has more than ${MAX_NAMES} characters. That of the columns' names is expected.`,
      );
    }
    yield text;
  }
}

import { type SourceFile, textOf } from '../source-file.ts';

/** Characters between values, the usual one first. */
const DELIMITERS = [',', ';', '\t', '|'];

/** Characters of the first line that are looked at. */
const LOOKED_AT = 65_536;

/** The delimiter of a CSV file whose manifest gives none: the one that the line of the columns' names has most of, outside qualifiers. */
export async function guessDelimiter(file: SourceFile, charset: string, qualifier: string): Promise<string> {
  const counts = new Map(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  let seen = 0;
  let names = false;
  for await (const text of textOf(file, charset)) {
    for (const character of text) {
      if (character === qualifier) quoted = !quoted;
      const isEnd = !quoted && (character === '\n' || character === '\r');
      // Empty lines may come first.
      if ((isEnd && names) || ++seen > LOOKED_AT) return mostOf(counts);
      if (!isEnd) names = true;
      const count = counts.get(character);
      if (!quoted && count !== undefined) counts.set(character, count + 1);
    }
  }
  return mostOf(counts);
}

function mostOf(counts: ReadonlyMap<string, number>): string {
  const most = Math.max(...counts.values());
  return DELIMITERS.find((delimiter) => counts.get(delimiter) === most) as string;
}

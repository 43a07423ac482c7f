import type { ProfileRow } from '../../measures/profile.ts';
import type { Value } from '../../values/value.ts';

/** Columns of a profile as Earth Engine prints it: processor time, the most memory at a time, how often, what. */
const HEAD = ' EECU·s PeakMem Count  Description';
const WIDTHS = { seconds: 7, bytes: 8, count: 6 };
/** Characters of a description that are printed. */
const DESCRIPTION = 60;

/** Less processor time than this, in seconds, is shown as a dash, whose place is that of the units. */
const NOTHING = 0.0005;
const DASH = '-   ';

/** A profile as Earth Engine prints it, for people. */
export function profileText(rows: readonly ProfileRow[]): string {
  const lines = rows.map(({ description, seconds, peakBytes, count }) =>
    [
      (seconds < NOTHING ? DASH : seconds.toFixed(3)).padStart(WIDTHS.seconds),
      withUnit(peakBytes).padStart(WIDTHS.bytes),
      String(count).padStart(WIDTHS.count),
      `  ${description.slice(0, DESCRIPTION)}`,
    ].join(''),
  );
  return [HEAD, ...lines, ''].join('\n');
}

/** Bytes with two digits at least, and a unit of a thousand, a million … bytes. */
function withUnit(bytes: number): string {
  const units = ['', 'k', 'M', 'G', 'T'];
  let number = bytes;
  let unit = 0;
  while (number >= 999.5 && unit < units.length - 1) {
    number /= 1_000;
    unit++;
  }
  return `${unit > 0 && number < 9.95 ? number.toFixed(1) : Math.round(number)}${units[unit]}`;
}

/** A profile as a table for charts: the DataObject of Google's visualization library, which the clients' profiler asks for. */
export function profileData(rows: readonly ProfileRow[]): Value {
  const column = (id: string, label: string, type: string) =>
    new Map([
      ['id', id],
      ['label', label],
      ['type', type],
    ]);
  const cell = (v: Value, f: string): Value =>
    new Map<string, Value>([
      ['v', v],
      ['f', f],
    ]);
  return new Map<string, Value>([
    [
      'cols',
      [
        column('description', 'Description', 'string'),
        column('count', 'Count', 'number'),
        column('compute', 'Compute', 'number'),
        column('peakMemory', 'Peak Mem', 'number'),
      ],
    ],
    [
      'rows',
      rows.map(
        ({ description, seconds, peakBytes, count }): Value =>
          new Map<string, Value>([
            [
              'c',
              [
                cell(description, description),
                cell(count, String(count)),
                cell(seconds, seconds < NOTHING ? '-' : seconds.toFixed(3)),
                cell(peakBytes, withUnit(peakBytes)),
              ],
            ],
          ]),
      ),
    ],
  ]);
}

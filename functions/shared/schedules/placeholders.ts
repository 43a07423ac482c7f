import type { ScheduleRecord } from './record.ts';

/** The texts that stand for a due time, by the names that requests have in braces. */
function textsOf(due: number, timeZone: string): { readonly [name: string]: string } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const parts = Object.fromEntries(format.formatToParts(due).map(({ type, value }) => [type, value]));
  const { year = '', month = '', day = '', hour = '', minute = '' } = parts;
  const yyyy = year.padStart(4, '0');
  const dayOfYear =
    (Date.UTC(Number(year), Number(month) - 1, Number(day)) - Date.UTC(Number(year), 0, 0)) / 86_400_000;
  return {
    date: `${yyyy}-${month}-${day}`,
    yyyy,
    yy: yyyy.slice(-2),
    mm: month,
    dd: day,
    doy: String(dayOfYear).padStart(3, '0'),
    hh: hour,
    min: minute,
    time: new Date(due).toISOString().replace('.000Z', 'Z'),
    millis: String(due),
  };
}

/** The names of placeholders. */
export const PLACEHOLDERS: readonly string[] = Object.keys(textsOf(0, 'UTC'));

const PLACEHOLDER = /\{([A-Za-z]+)\}/g;

/**
 * Puts a due time into the JSON text of a request, wherever a text of it has a placeholder such as `{date}`. Outside of texts there is
 * nothing of that form in JSON, and what is put in needs no escape.
 * @param due milliseconds since 1970
 */
export function fillPlaceholders(json: string, due: number, { timeZone }: Pick<ScheduleRecord, 'timeZone'>): string {
  const texts = textsOf(due, timeZone);
  return json.replaceAll(PLACEHOLDER, (found, name: string) => (Object.hasOwn(texts, name) ? texts[name] : found));
}

/** The first placeholder of a text that there is not; undefined if there are only such as there are. */
export function unknownPlaceholder(text: string): string | undefined {
  return [...text.matchAll(PLACEHOLDER)].find(([, name]) => !PLACEHOLDERS.includes(name))?.[0];
}

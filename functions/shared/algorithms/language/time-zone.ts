import { wrong } from '../../errors.ts';

/** A time zone: the local time at an instant. Local times are milliseconds since 1970, as if the clock were in UTC. */
export interface TimeZone {
  /** The name as it was asked for: 'America/Los_Angeles', '+08:00'. */
  readonly id: string;
  /** Local time minus UTC at an instant, in milliseconds. */
  offsetAt(millis: number): number;
  /** The zone's name at an instant: PDT, Pacific Daylight Time. */
  nameAt(millis: number, style: 'short' | 'long'): string;
}

const DAY = 86_400_000;
const QUARTER_HOUR = 900_000;
/** Locales in which places have short names of their own, such as CET and AEST; others get an offset. */
const NAMING_LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-CA', 'en-NZ', 'en-IN', 'en-ZA'];
const MOST_OFFSETS = 100_000;

const zones = new Map<string, TimeZone>();

/** The zone of an IANA name or an offset such as +05:30; UTC where there is none. */
export function timeZone(id: string | null): TimeZone {
  if (id === null) return UTC;
  const known = zones.get(id);
  if (known) return known;
  const offset = /^([+-])(\d\d)(?::?(\d\d))?$/.exec(id);
  const zone = offset ? fixedZone(offset) : namedZone(id);
  zones.set(id, zone);
  return zone;
}

/** The local time at an instant. */
export function toLocal(zone: TimeZone, millis: number): number {
  return millis + zone.offsetAt(millis);
}

/**
 * The instant at which a zone's clocks show a local time: the first of two where they are put back, and where they skip
 * it, as much later as they skip (as Joda-Time does).
 */
export function toInstant(zone: TimeZone, local: number): number {
  const [before, after] = [zone.offsetAt(local - DAY), zone.offsetAt(local + DAY)];
  if (before === after || zone.offsetAt(local - before) === before) return local - before;
  return zone.offsetAt(local - after) === after ? local - after : local - before;
}

/** An offset as text: +05:30, or +0530 without the colon. */
export function offsetText(offset: number, colon: boolean): string {
  const minutes = Math.floor(Math.abs(offset) / 60_000);
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${offset < 0 ? '-' : '+'}${hour}${colon ? ':' : ''}${minute}`;
}

function fixedZone([, sign, hours, minutes = '0']: readonly string[]): TimeZone {
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  const id = offsetText(offset, true);
  return { id, offsetAt: () => offset, nameAt: () => id };
}

/** The offsets and names of the platform's own zone tables. */
function namedZone(id: string): TimeZone {
  const clock = clockOf(id);
  const offsets = new Map<number, number>();
  const offsetAt = (millis: number): number => {
    // Since 1970 clocks have changed at quarters of an hour only.
    if (millis < 0) return readOffset(clock, millis);
    const quarter = Math.floor(millis / QUARTER_HOUR);
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    if (offsets.size >= MOST_OFFSETS) offsets.clear();
    const offset = readOffset(clock, millis);
    offsets.set(quarter, offset);
    return offset;
  };
  return { id, offsetAt, nameAt: (millis, style) => readName(id, millis, style) ?? offsetText(offsetAt(millis), true) };
}

function clockOf(id: string): Intl.DateTimeFormat {
  const fields = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    era: 'short',
  } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: id, hourCycle: 'h23', ...fields });
  } catch {
    throw wrong(`The time zone '${id.slice(0, 100)}' is not known. Names such as America/Los_Angeles are expected.`);
  }
}

/** The last date of the platform's calendar; later dates have the offset of this one. */
const LAST = 8.64e15 - DAY;

function readOffset(clock: Intl.DateTimeFormat, millis: number): number {
  const second = Math.floor(Math.min(LAST, Math.max(-LAST, millis)) / 1000) * 1000;
  const parts = Object.fromEntries(clock.formatToParts(second).map(({ type, value }) => [type, value]));
  const year = parts['era'] === 'BC' ? 1 - Number(parts['year']) : Number(parts['year']);
  const local = new Date(0);
  local.setUTCFullYear(year, Number(parts['month']) - 1, Number(parts['day']));
  local.setUTCHours(Number(parts['hour']), Number(parts['minute']), Number(parts['second']));
  return local.getTime() - second;
}

function readName(id: string, millis: number, style: 'short' | 'long'): string | undefined {
  const at = Math.min(LAST, Math.max(-LAST, millis));
  for (const locale of style === 'short' ? NAMING_LOCALES : NAMING_LOCALES.slice(0, 1)) {
    const parts = new Intl.DateTimeFormat(locale, { timeZone: id, timeZoneName: style }).formatToParts(at);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value;
    if (name !== undefined && !/^(?:GMT|UTC)[+-]/.test(name)) return name;
  }
  return undefined;
}

const UTC: TimeZone = {
  id: 'UTC',
  offsetAt: () => 0,
  nameAt: (_, style) => (style === 'short' ? 'UTC' : 'Coordinated Universal Time'),
};
zones.set('UTC', UTC);

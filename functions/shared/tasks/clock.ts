/** The time as records have it: RFC 3339 in UTC, always with three digits of a second, so that texts sort as times. */
export function timestamp(milliseconds = Date.now()): string {
  return new Date(milliseconds).toISOString();
}

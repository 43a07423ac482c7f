const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size in bytes for people. */
export function bytes(size: number): string {
  const power = size < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(size) / 3));
  return `${(size / 1000 ** power).toLocaleString('en', { maximumSignificantDigits: 3 })} ${UNITS[power]}`;
}

/** A length of time in milliseconds for people. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A number with as many digits as say something. */
export function short(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const text = Math.abs(value) >= 1e-4 && Math.abs(value) < 1e7 ? value.toPrecision(6) : value.toExponential(4);
  return text.includes('e') ? text : text.replace(/\.?0+$/, '');
}

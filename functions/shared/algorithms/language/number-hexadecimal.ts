import { wrong } from '../../errors.ts';

/** A finite, positive double in hexadecimal, as Java's Double.toHexString writes it: 0x1.8p1. */
export function hexadecimalText(value: number, precision: number | undefined): string {
  if (precision !== undefined) throw wrong("A precision for '%a' is not supported: leave it out.");
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const fraction = (bits & (2n ** 52n - 1n)).toString(16).padStart(13, '0').replace(/0+$/, '') || '0';
  const biased = Number(bits >> 52n);
  if (biased > 0) return `0x1.${fraction}p${biased - 1023}`;
  return value === 0 ? '0x0.0p0' : `0x0.${fraction}p-1022`;
}

/**
 * The charsets of the language drivers that dBase tables name in their 30th byte (Esri's and GDAL's list). Those without a name here
 * are code pages of DOS that the platform does not decode.
 */
const CHARSETS: ReadonlyMap<number, string> = new Map([
  [0x03, 'windows-1252'],
  [0x57, 'windows-1252'],
  [0x58, 'windows-1252'],
  [0x59, 'windows-1252'],
  [0x26, 'ibm866'],
  [0x65, 'ibm866'],
  [0x13, 'shift_jis'],
  [0x7b, 'shift_jis'],
  [0x4d, 'gbk'],
  [0x7a, 'gbk'],
  [0x4e, 'euc-kr'],
  [0x79, 'euc-kr'],
  [0x4f, 'big5'],
  [0x78, 'big5'],
  [0x50, 'windows-874'],
  [0x7c, 'windows-874'],
  [0xc8, 'windows-1250'],
  [0xc9, 'windows-1251'],
  [0xca, 'windows-1254'],
  [0xcb, 'windows-1253'],
  [0xcc, 'windows-1257'],
]);

/** Code pages of DOS by their language drivers. */
const DOS: ReadonlyMap<number, number> = new Map([
  ...[0x01, 0x09, 0x0b, 0x0d, 0x0f, 0x11, 0x15, 0x18, 0x19, 0x1b].map((driver) => [driver, 437] as const),
  ...[0x02, 0x0a, 0x0e, 0x10, 0x12, 0x14, 0x16, 0x1a, 0x1d, 0x25, 0x37].map((driver) => [driver, 850] as const),
  ...[0x1f, 0x22, 0x23, 0x40, 0x64, 0x87].map((driver) => [driver, 852] as const),
  [0x08, 865],
  [0x17, 865],
  [0x66, 865],
  [0x1c, 863],
  [0x6c, 863],
  [0x24, 860],
  [0x67, 861],
  [0x6a, 737],
  [0x6b, 857],
]);

/** The charset that a language driver means; undefined if it means none, or none that can be decoded. */
export function charsetOfDriver(driver: number): string | undefined {
  return CHARSETS.get(driver);
}

/** The code page of DOS that a language driver means, if it is one. */
export function dosCodePage(driver: number): number | undefined {
  return DOS.get(driver);
}

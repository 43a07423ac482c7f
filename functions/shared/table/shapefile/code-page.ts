/** The charsets of the language drivers that dBase tables name in their 30th byte (Esri's and GDAL's list), but for code pages of DOS. */
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

/** The charset that a language driver means; undefined if it means none that is known. */
export function charsetOfDriver(driver: number): string | undefined {
  const page = DOS.get(driver);
  return page === undefined ? CHARSETS.get(driver) : `cp${page}`;
}

/** The charsets of Windows' numbers of code pages, beside those of DOS and 1250 to 1258. */
const NUMBERED: ReadonlyMap<string, string> = new Map([
  ['65001', 'utf-8'],
  ['866', 'ibm866'],
  ['874', 'windows-874'],
  ['932', 'shift_jis'],
  ['936', 'gbk'],
  ['949', 'euc-kr'],
  ['950', 'big5'],
  ['20866', 'koi8-r'],
  ['20936', 'gbk'],
  ['21866', 'koi8-u'],
  ['51932', 'euc-jp'],
  ['51949', 'euc-kr'],
  ['54936', 'gb18030'],
]);

/** The charset that a .cpg file names: a name as programs write them, or a number of Windows' code pages. */
export function charsetOfName(text: string): string {
  const name = text.trim().toLowerCase();
  const [, page] = /^(?:ansi[ -]?|cp[ -]?|ibm[ -]?|oem[ -]?|windows-|ms)?(\d{3,5})$/.exec(name) ?? [];
  if (page !== undefined) {
    if (/^125\d$/.test(page)) return `windows-${page}`;
    if (/^28(?:59[1-9]|60\d)$/.test(page)) return `iso-8859-${Number(page) - 28590}`;
    return NUMBERED.get(page) ?? (page.length === 3 ? `cp${page}` : name);
  }
  const [, part] = /^(?:iso[ -]?)?8859[ -_]?(\d+)$/.exec(name) ?? [];
  return part === undefined ? name : `iso-8859-${part}`;
}

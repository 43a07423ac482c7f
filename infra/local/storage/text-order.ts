/**
 * The least string, in the order of code points, that is greater than every string that begins with `text`;
 * undefined where there is none. SQLite and the service order names by their UTF-8 bytes, which is the same order.
 */
export function afterAllWith(text: string): string | undefined {
  const points = Array.from(text, (character) => character.codePointAt(0)!);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    if (last === 0x10ffff) continue;
    // 0xd800 to 0xdfff are no characters.
    const next = last === 0xd7ff ? 0xe000 : last + 1;
    return String.fromCodePoint(...points, next);
  }
  return undefined;
}

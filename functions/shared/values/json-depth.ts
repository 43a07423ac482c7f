/**
 * Whether the lists and objects of a text are nested deeper than `most`, whether it is JSON or not. Brackets within quotes do not count. To be
 * asked before a text is parsed: what is nested millions deep takes more memory than there is.
 */
export function isNestedDeeper(text: string, most: number): boolean {
  // Less text cannot be nested deeper.
  if (text.length <= most) return false;
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') quoted = !quoted;
    else if (quoted) {
      // Whatever is escaped is no end of the quotes.
      if (character === '\\') i++;
    } else if (character === '[' || character === '{') {
      if (++depth > most) return true;
    } else if (character === ']' || character === '}') depth--;
  }
  return false;
}

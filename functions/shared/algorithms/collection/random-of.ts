/**
 * Hashes a text to 53 bits (cyrb53 by bryc, public domain: two multiplied lanes of 32 bits), so that a row has the same number wherever it
 * stands.
 */
function hash(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

/** A number from 0 (included) to 1 (not included) that follows from a text and a seed. */
export function uniformFrom(text: string, seed: number): number {
  return hash(`${seed}:${text}`) / 2 ** 53;
}

/** A number that is distributed normally, by Box and Muller's transformation. */
export function normalFrom(text: string, seed: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniformFrom(text, seed)));
  return radius * Math.cos(2 * Math.PI * uniformFrom(`${text}'`, seed));
}

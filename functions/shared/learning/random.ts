/** A source of random numbers that a seed determines. */
export interface Random {
  /** From 0 (included) to 1 (not included). */
  uniform(): number;
  /** An integer from 0 (included) to `bound` (not included). */
  below(bound: number): number;
}

/** Numbers from a seed: xoshiro128** of Blackman and Vigna (2018), its state filled by SplitMix-like steps. */
export function seededRandom(seed: number): Random {
  let mixed = Math.imul(seed | 0, 0x9e3779b1) ^ Math.floor(seed / 2 ** 32);
  const fill = (): number => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let z = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let [a, b, c, d] = [fill(), fill(), fill(), fill() | 1];
  const next = (): number => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
  const uniform = (): number => next() / 2 ** 32;
  return { uniform, below: (bound) => Math.floor(uniform() * bound) };
}

/** Puts `count` random ones of the items at the front, each selection equally likely (Fisher and Yates). */
export function shuffleFirst(items: Int32Array, count: number, random: Random): void {
  for (let i = 0; i < count; i++) {
    const j = i + random.below(items.length - i);
    const item = items[i];
    items[i] = items[j];
    items[j] = item;
  }
}

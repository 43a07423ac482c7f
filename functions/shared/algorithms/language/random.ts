/**
 * Random numbers in [0, 1[ that a seed determines: Marsaglia's xorshift64* with the state from a SplitMix64 step, 53 bits a number.
 * Sources: Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled" (2016); Steele et al. (2014).
 */
export function randomFrom(seed: number): () => number {
  const bits = new BigUint64Array(new Float64Array([seed]).buffer)[0];
  let state = splitMix(bits) || 1n;
  return () => {
    state ^= state >> 12n;
    state = BigInt.asUintN(64, state ^ (state << 25n));
    state ^= state >> 27n;
    return Number(BigInt.asUintN(64, state * 0x2545f4914f6cdd1dn) >> 11n) / 2 ** 53;
  };
}

function splitMix(seed: bigint): bigint {
  let z = BigInt.asUintN(64, seed + 0x9e3779b97f4a7c15n);
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}

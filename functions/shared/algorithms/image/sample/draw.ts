/** Numbers from 0 to 1 for the pixels of a region, by their number in it: the same for the same seed (mulberry32). */
export function drawer(seed: number): (index: number) => number {
  return (index) => {
    let z = (Math.imul(index + 1, 0x9e3779b1) + Math.imul(seed, 0x85ebca6b)) | 0;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}

const VALUES = new Float32Array(65536);
let filled = false;

/** All values of IEEE 754's binary16, by their bits. */
export function halfFloats(): Float32Array {
  if (!filled) {
    for (let bits = 0; bits < 65536; bits++) VALUES[bits] = value(bits);
    filled = true;
  }
  return VALUES;
}

function value(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

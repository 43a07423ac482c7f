/** The colours of an image that has at most 256, and each pixel's index. */
export interface Palette {
  /** RGBA, four bytes a colour, the transparent ones first, then by brightness: neighbours in a ramp get neighbouring indices. */
  readonly colors: Uint8Array;
  readonly indices: Uint8Array;
}

const MAX_COLORS = 256;
/** Slots of the hash table: four times the colours, a power of two. */
const SLOTS = 1024;

/**
 * Finds the colours of an image of 8-bit samples, pixel by pixel (1 gray, 2 gray and alpha, 3 RGB, 4 RGBA).
 * @returns undefined as soon as there are more than 256
 */
export function findPalette(data: Uint8Array, channels: number): Palette | undefined {
  const count = data.length / channels;
  const keys = new Uint32Array(SLOTS);
  const slots = new Int16Array(SLOTS).fill(-1);
  const found = new Uint32Array(MAX_COLORS);
  const indices = new Uint8Array(count);
  let colors = 0;
  let last = 0;
  let lastIndex = -1;
  for (let i = 0, at = 0; i < count; i++, at += channels) {
    const key = colorAt(data, at, channels);
    if (key !== last || lastIndex < 0) {
      let slot = (Math.imul(key, 0x9e3779b1) >>> 22) & (SLOTS - 1);
      while (slots[slot]! >= 0 && keys[slot] !== key) slot = (slot + 1) & (SLOTS - 1);
      if (slots[slot]! < 0) {
        if (colors === MAX_COLORS) return undefined;
        keys[slot] = key;
        slots[slot] = colors;
        found[colors++] = key;
      }
      last = key;
      lastIndex = slots[slot]!;
    }
    indices[i] = lastIndex;
  }
  return sorted(found.subarray(0, colors), indices);
}

/** Alpha in the highest byte, then red, green, blue. */
function colorAt(data: Uint8Array, at: number, channels: number): number {
  switch (channels) {
    case 1:
      return (0xff000000 | (data[at]! * 0x10101)) >>> 0;
    case 2:
      return ((data[at + 1]! << 24) | (data[at]! * 0x10101)) >>> 0;
    case 3:
      return (0xff000000 | (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!) >>> 0;
    default:
      return ((data[at + 3]! << 24) | (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!) >>> 0;
  }
}

function sorted(found: Uint32Array, indices: Uint8Array): Palette {
  const order = Array.from(found.keys()).sort((one, other) => rank(found[one]!) - rank(found[other]!));
  const colors = new Uint8Array(found.length * 4);
  const renumbered = new Uint8Array(MAX_COLORS);
  for (const [index, old] of order.entries()) {
    const color = found[old]!;
    colors.set([(color >>> 16) & 255, (color >>> 8) & 255, color & 255, color >>> 24], index * 4);
    renumbered[old] = index;
  }
  for (let i = 0; i < indices.length; i++) indices[i] = renumbered[indices[i]!]!;
  return { colors, indices };
}

function rank(color: number): number {
  const brightness = 2 * ((color >>> 16) & 255) + 5 * ((color >>> 8) & 255) + (color & 255);
  return (color >>> 24) * 4096 + brightness;
}

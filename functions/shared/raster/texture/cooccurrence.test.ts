import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Cooccurrence, TEXTURE_FEATURES } from './cooccurrence.ts';

type Pair = readonly [number, number];

function features(pairs: readonly Pair[]): { [name: string]: number } {
  const levels = [...new Set(pairs.flat())].sort((a, b) => a - b);
  const matrix = new Cooccurrence(pairs.length);
  for (const [a, b] of pairs) matrix.add(a, b, levels.indexOf(a), levels.indexOf(b), levels.length);
  const results = new Float64Array(TEXTURE_FEATURES.length);
  matrix.addFeatures(results, levels.length);
  return Object.fromEntries(TEXTURE_FEATURES.map((name, i) => [name, results[i]]));
}

/** The definitions, over the matrix written out. */
function defined(pairs: readonly Pair[]): { [name: string]: number } {
  const p = new Map<string, number>();
  for (const [a, b] of pairs) {
    for (const key of [`${a},${b}`, `${b},${a}`]) p.set(key, (p.get(key) ?? 0) + 1 / (2 * pairs.length));
  }
  const cells = Array.from(p, ([key, part]) => {
    const [i, j] = key.split(',').map(Number);
    return { i, j, part };
  });
  const sum = (of: (cell: { i: number; j: number; part: number }) => number) =>
    cells.reduce((total, cell) => total + of(cell), 0);
  const by = (key: (cell: { i: number; j: number }) => number) => {
    const parts = new Map<number, number>();
    for (const cell of cells) parts.set(key(cell), (parts.get(key(cell)) ?? 0) + cell.part);
    return parts;
  };
  const entropy = (parts: Map<number, number>) =>
    [...parts.values()].reduce((total, part) => total - part * Math.log(part), 0);
  const margin = by(({ i }) => i);
  const at = (i: number) => margin.get(i) as number;
  const m = sum(({ i, part }) => i * part);
  const variance = sum(({ i, part }) => (i - m) ** 2 * part);
  const savg = sum(({ i, j, part }) => (i + j) * part);
  const diss = sum(({ i, j, part }) => Math.abs(i - j) * part);
  const contrast = sum(({ i, j, part }) => (i - j) ** 2 * part);
  const hxy = sum(({ part }) => -part * Math.log(part));
  const hxy1 = sum(({ i, j, part }) => -part * Math.log(at(i) * at(j)));
  let hxy2 = 0;
  for (const a of margin.values()) for (const b of margin.values()) hxy2 -= a * b * Math.log(a * b);
  const hx = entropy(margin);
  return {
    asm: sum(({ part }) => part ** 2),
    contrast,
    corr: variance > 0 ? sum(({ i, j, part }) => (i - m) * (j - m) * part) / variance : 0,
    var: variance,
    idm: sum(({ i, j, part }) => part / (1 + (i - j) ** 2)),
    savg,
    svar: sum(({ i, j, part }) => (i + j - savg) ** 2 * part),
    sent: entropy(by(({ i, j }) => i + j)),
    ent: hxy,
    dvar: sum(({ i, j, part }) => (Math.abs(i - j) - diss) ** 2 * part),
    dent: entropy(by(({ i, j }) => Math.abs(i - j))),
    imcorr1: hx > 0 ? (hxy - hxy1) / hx : 0,
    imcorr2: Math.sqrt(Math.max(0, 1 - Math.exp(-2 * (hxy2 - hxy)))),
    maxcorr: 0,
    diss,
    inertia: contrast,
    shade: sum(({ i, j, part }) => (i + j - 2 * m) ** 3 * part),
    prom: sum(({ i, j, part }) => (i + j - 2 * m) ** 4 * part),
  };
}

it('is what the definitions say', () => {
  const level = fc.integer({ min: -3, max: 5 });
  fc.assert(
    fc.property(fc.array(fc.tuple(level, level), { minLength: 1, maxLength: 20 }), (pairs) => {
      const [found, expected] = [features(pairs), defined(pairs)];
      // Roots of what is 0 but for rounding are larger.
      for (const name of TEXTURE_FEATURES) expect(found[name]).toBeCloseTo(expected[name], name === 'imcorr2' ? 6 : 8);
    }),
  );
});

it('of two levels side by side is known', () => {
  const { asm, contrast, corr, ent, savg } = features([[0, 2]]);
  expect([asm, contrast, corr, savg]).toEqual([0.5, 4, -1, 2]);
  expect(ent).toBeCloseTo(Math.LN2, 12);
});

import { describe, expect, it } from 'vitest';
import { scalar } from '../scalar/table.ts';
import { constant, type Loader, loaded, type PixelNode, point, type Tile } from './node.ts';
import { compileProgram } from './program.ts';
import { CHOOSE, MASK_OF, scalarRule, UNMASK, UPDATE_MASK_FRACTION, UPDATE_MASK_INTEGER, WHERE } from './rules.ts';

const loader: Loader = { fractionalMask: false, load: () => Promise.reject(new Error('not used')) };
const [a, b] = [loaded(loader, 0), loaded(loader, 1)];
const rule = (name: string) => scalarRule(scalar(name));

/** Runs a node over tiles of `a` and `b`; gives values and mask (undefined: none). */
function run(node: PixelNode, tileA: Tile, tileB?: Tile): { values: number[]; mask: number[] | undefined } {
  const tiles = new Map<PixelNode, Tile | undefined>([
    [a, tileA],
    [b, tileB],
  ]);
  const program = compileProgram([node], (load) => tiles.get(load)?.mask !== undefined);
  const count = tileA.values.length;
  const [{ masked, fractional }] = program.outputs;
  const mask = masked ? (fractional ? new Float32Array(count) : new Uint8Array(count)) : undefined;
  const values = new Float64Array(count);
  program.run(
    program.loads.map((load) => tiles.get(load) as Tile),
    [{ values, mask }],
    count,
  );
  return { values: [...values], mask: mask && [...mask] };
}

const tile = (values: number[], mask?: number[]): Tile => ({
  values: Float64Array.from(values),
  mask: mask && Uint8Array.from(mask),
});

describe('compileProgram', () => {
  it('fuses operations, and masks where an operand is masked', () => {
    const node = point(rule('divide'), point(rule('subtract'), a, b), point(rule('add'), a, b));
    expect(run(node, tile([3, 4, 0], [1, 0, 1]), tile([1, 2, 0], [1, 1, 1]))).toEqual({
      values: [0.5, 2 / 6, 0],
      mask: [1, 0, 1],
    });
  });

  it('has no mask where no operand has one', () => {
    expect(run(point(rule('add'), a, constant(2)), tile([1])).mask).toBeUndefined();
  });

  it('computes graphs that are cut into several loops as one loop would', () => {
    // s(n+2) = s(n) + s(n+1) mod 7, over 1000 steps: values and masks cross the borders of loops.
    let [p, q]: PixelNode[] = [a, b];
    let [x, y] = [1, 2];
    for (let i = 0; i < 1000; i++) {
      [p, q] = [q, point(rule('mod'), point(rule('add'), p, q), constant(7))];
      [x, y] = [y, (x + y) % 7];
    }
    const count = 10_000;
    const result = run(
      q,
      tile(new Array(count).fill(1), [0, ...new Array(count - 1).fill(1)]),
      tile(new Array(count).fill(2)),
    );
    expect(new Set(result.values.slice(1))).toEqual(new Set([y]));
    expect(result.mask?.slice(0, 3)).toEqual([0, 1, 1]);
  });

  it('runs chains of 20,000 operations', () => {
    let node: PixelNode = a;
    for (let i = 0; i < 20_000; i++) node = point(rule('add'), node, constant(1));
    expect(run(node, tile([1, 2])).values).toEqual([20_001, 20_002]);
  });

  it('takes any positive integer for a mask, and fractions as they are', () => {
    expect(run(point(UPDATE_MASK_INTEGER, a, b), tile([1, 2, 3], [1, 1, 0]), tile([0, 5, 1])).mask).toEqual([0, 1, 0]);
    expect(run(point(UPDATE_MASK_FRACTION, a, b), tile([1, 2, 3, 4]), tile([0, 0.5, 2, -1])).mask).toEqual([
      0, 0.5, 1, 0,
    ]);
  });

  it('reads and fills masks', () => {
    const masked = tile([1, 2], [0, 1]);
    expect(run(point(MASK_OF, a), masked)).toEqual({ values: [0, 1], mask: undefined });
    expect(run(point(UNMASK, a, constant(9)), masked)).toEqual({ values: [9, 2], mask: undefined });
    expect(run(point(UNMASK, a, b), masked, tile([7, 8], [0, 1])).mask).toEqual([0, 1]);
  });

  it('replaces where a test is not 0 and neither test nor value is masked', () => {
    const node = point(WHERE, a, b, constant(9));
    expect(run(node, tile([1, 2, 3], [1, 1, 0]), tile([1, 1, 1], [1, 0, 1]))).toEqual({
      values: [9, 2, 9],
      mask: [1, 1, 0],
    });
  });

  it('chooses values and masks by a test', () => {
    const node = point(CHOOSE, constant(1), a, b);
    expect(run(node, tile([1, 2], [0, 1]), tile([3, 4]))).toEqual({ values: [1, 2], mask: [0, 1] });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { componentsOf } from './components.ts';
import { type CornerRing, outlinesOf } from './outline.ts';

/** Rows of digits; a dot is masked. */
function picture(...rows: string[]) {
  const text = rows.join('');
  return {
    values: Array.from(text, Number),
    mask: Array.from(text, (digit) => (digit === '.' ? 0 : 1)),
    width: rows[0].length,
    height: rows.length,
  };
}

function labelled(eightConnected: boolean, ...rows: string[]): string[] {
  const { values, mask, width, height } = picture(...rows);
  const { labels } = componentsOf(values, mask, width, height, eightConnected);
  const text = Array.from(labels, (label) => (label < 0 ? '.' : String.fromCharCode(97 + label))).join('');
  return rows.map((_, i) => text.slice(i * width, (i + 1) * width));
}

describe('components', () => {
  const rows = ['110', '011', '1.1'];
  it('touch by their sides', () => {
    expect(labelled(false, ...rows)).toEqual(['aab', 'caa', 'd.a']);
  });

  it('or by their corners too', () => {
    expect(labelled(true, ...rows)).toEqual(['aab', 'caa', 'a.a']);
  });

  it('hold together over long ways round', () => {
    expect(labelled(false, '101', '101', '111')).toEqual(['aba', 'aba', 'aaa']);
    expect(labelled(false, '10101', '10101', '11111')).toEqual(['abaca', 'abaca', 'aaaaa']);
  });
});

/** Pixels inside of rings, by the even-odd rule. */
function filled(rings: readonly CornerRing[], width: number, height: number): number[] {
  return Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [(i % width) + 0.5, Math.floor(i / width) + 0.5];
    const crossings = rings.flatMap((ring) =>
      ring.filter(([x0, y0], k) => {
        const [, y1] = ring[(k + 1) % ring.length];
        return y0 > y !== y1 > y && x0 > x;
      }),
    );
    return crossings.length % 2;
  });
}

describe('outlines', () => {
  it('of a ring have a hole', () => {
    const { values, mask, width, height } = picture('111', '1.1', '111');
    const [outline] = outlinesOf(componentsOf(values, mask, width, height, false), width, height, false);
    expect(outline).toEqual({
      shell: [
        [0, 0],
        [3, 0],
        [3, 3],
        [0, 3],
      ],
      holes: [
        [
          [2, 1],
          [1, 1],
          [1, 2],
          [2, 2],
        ],
      ],
    });
  });

  it('cross over at corners if that holds a component together', () => {
    const { values, mask, width, height } = picture('1.', '.1');
    const apart = outlinesOf(componentsOf(values, mask, width, height, false), width, height, false);
    expect(apart.map(({ shell }) => shell.length)).toEqual([4, 4]);
    const together = outlinesOf(componentsOf(values, mask, width, height, true), width, height, true);
    expect(together.map(({ shell, holes }) => [shell.length, holes.length])).toEqual([[8, 0]]);
  });

  it('enclose the pixels of their components, and no others', () => {
    const grids = fc.integer({ min: 1, max: 9 }).chain((width) =>
      fc.record({
        width: fc.constant(width),
        rows: fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: width, maxLength: width }), {
          minLength: 1,
          maxLength: 9,
        }),
        eight: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(grids, ({ width, rows, eight }) => {
        const values = rows.flat();
        // 2 is masked.
        const mask = values.map((value) => (value === 2 ? 0 : 1));
        const components = componentsOf(values, mask, width, rows.length, eight);
        const outlines = outlinesOf(components, width, rows.length, eight);
        expect(outlines.length).toBe(components.count);
        outlines.forEach(({ shell, holes }, label) => {
          const expected = Array.from(components.labels, (each) => (each === label ? 1 : 0));
          expect(filled([shell, ...holes], width, rows.length)).toEqual(expected);
        });
      }),
      { numRuns: 300 },
    );
  });
});

import type { Affine } from '../affine.ts';
import { type Chain, ChainBuffer } from './chain.ts';
import { Coverage } from './coverage.ts';
import { type Fill, HardFill, SoftFill } from './fill.ts';
import type { PlaneShape } from './plane-shape.ts';
import type { Edge } from './stroke.ts';

/** Draws parts of shapes on one grid, each onto the same sheet, which the caller takes before the next one. */
export class Drawer {
  readonly sheet: Coverage;
  readonly #fill: Fill;
  readonly #buffer = new ChainBuffer();
  readonly #inverse: Affine;

  /** @param inverse from coordinates to pixels */
  constructor(width: number, height: number, inverse: Affine, edge: Edge) {
    this.sheet = new Coverage(width, height);
    this.#fill = edge === 'soft' ? new SoftFill(width, height) : new HardFill(width, height);
    this.#inverse = inverse;
  }

  /** Bytes that drawing on a number of pixels takes. */
  static bytes(pixels: number): number {
    return pixels * 12;
  }

  /** A chain in pixel coordinates, good until the next one. */
  toPixels(chain: Float64Array): Chain {
    return this.#buffer.toPixels(chain, this.#inverse);
  }

  /** Covers a shape's areas. */
  fill({ rings, everywhere }: PlaneShape): void {
    const { sheet } = this;
    if (everywhere) {
      sheet.parts.fill(1);
      sheet.use(0, 0, sheet.width, sheet.height);
      return;
    }
    for (const ring of rings) this.#fill.add(this.toPixels(ring));
    this.#fill.into(sheet);
  }

  /** Covers areas given by rings in pixel coordinates. */
  fillRings(rings: readonly Chain[]): void {
    for (const ring of rings) this.#fill.add(ring);
    this.#fill.into(this.sheet);
  }

  /** Visits the outlines of a shape's areas (closed) and its lines. */
  forEachLine({ borders, lines }: PlaneShape, visit: (chain: Chain, closed: boolean) => void): void {
    for (const border of borders) visit(this.toPixels(border), true);
    for (const line of lines) visit(this.toPixels(line), false);
  }

  /** Visits a shape's points, in pixel coordinates. */
  forEachPoint({ points }: PlaneShape, visit: (column: number, row: number) => void): void {
    const chain = this.toPixels(points);
    for (let i = 0; i < chain.length; i += 2) visit(chain.points[i], chain.points[i + 1]);
  }
}

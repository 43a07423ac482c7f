import { invalid } from '../../errors.ts';
import { type LoadNode, type PixelArray, type PixelNode, point, type Tile } from './node.ts';
import type { PointRule } from './rules.ts';

/** How the pixels of an array band follow from those of loaded ones: each is one of theirs, unchanged. */
export interface ArraySelection {
  /** A node whose value is the number of the load that a pixel's array comes from, and whose mask is the band's. */
  readonly choice: PixelNode;
  /** The band's tile from that of `choice`. */
  chosen(choice: Tile): Tile;
}

/**
 * Kernels compute with numbers only, so for array bands they compute which of the loaded arrays a pixel has.
 * @param tiles those of all loads that the node needs
 * @throws INVALID_ARGUMENT if the node computes with the arrays, or mixes them with numbers
 */
export function selectedArrays(node: PixelNode, tiles: ReadonlyMap<LoadNode, Tile>): ArraySelection {
  const sources: (readonly (PixelArray | undefined)[])[] = [];
  const numbered = new Map<PixelNode, PixelNode>();
  const number = (part: PixelNode): PixelNode => {
    const known = numbered.get(part);
    if (known) return known;
    const made = numberedNode(part);
    numbered.set(part, made);
    return made;
  };
  /** Tests and masks: their values are looked at. */
  const plain = (part: PixelNode): PixelNode => {
    if (part.kind === 'load' && tiles.get(part)?.arrays) throw mixed();
    return part;
  };
  const numberedNode = (part: PixelNode): PixelNode => {
    if (part.kind === 'point' && part.rule.selects) {
      const { rule, inputs } = part;
      return point(rule, ...inputs.map((input, i) => (rule.selects?.includes(i) ? number(input) : plain(input))));
    }
    const arrays = part.kind === 'load' ? tiles.get(part)?.arrays : undefined;
    if (arrays === undefined) throw mixed();
    sources.push(arrays);
    return point(numberRule(sources.length - 1), part);
  };
  const choice = number(node);
  return {
    choice,
    chosen({ values, mask }) {
      const arrays = Array.from(values, (source, i) =>
        mask === undefined || mask[i] > 0 ? sources[source]?.[i] : undefined,
      );
      return { values, mask, arrays };
    },
  };
}

function mixed(): Error {
  return invalid('This operation does not take images of arrays, or not together with images of numbers.');
}

/** A number under the mask of its input. */
function numberRule(value: number): PointRule {
  return { key: `source${value}`, emit: ([{ mask, fractional }]) => ({ value: String(value), mask, fractional }) };
}

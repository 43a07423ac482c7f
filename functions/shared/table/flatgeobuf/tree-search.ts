import type { Box } from '../../geometry/bounds.ts';
import { levelsOf, NODE_BYTES } from './packed-tree.ts';

/** Nodes between two that are read along with them, rather than asked for on their own. */
const GAP = 400;

/** Reads bytes of a tree, from its beginning on. */
type ReadTree = (offset: number, length: number) => Promise<DataView>;

/** Where the features are whose boxes meet one of some boxes: offsets in ascending order. */
export async function searchTree(
  read: ReadTree,
  tree: { readonly count: number; readonly nodeSize: number },
  boxes: readonly Box[],
): Promise<number[]> {
  if (tree.count === 0) return [];
  const levels = levelsOf(tree.count, tree.nodeSize);
  let groups = [levels[levels.length - 1]];
  for (let level = levels.length - 1; level >= 0; level--) {
    const offsets: number[] = [];
    for (const span of spansOf(groups)) {
      const view = await read(span.start * NODE_BYTES, (span.end - span.start) * NODE_BYTES);
      for (const { start, end } of span.groups) {
        for (let node = start; node < end; node++) {
          const at = (node - span.start) * NODE_BYTES;
          if (boxes.some((box) => meets(view, at, box))) offsets.push(Number(view.getBigUint64(at + 32, true)));
        }
      }
    }
    offsets.sort((a, b) => a - b);
    if (level === 0) return offsets;
    const { end } = levels[level - 1];
    groups = offsets.map((first) => ({ start: first, end: Math.min(first + tree.nodeSize, end) }));
  }
  return [];
}

interface Span {
  readonly start: number;
  end: number;
  readonly groups: { readonly start: number; readonly end: number }[];
}

/** Groups of nodes that are near each other, to be read at once. */
function spansOf(groups: readonly { readonly start: number; readonly end: number }[]): Span[] {
  const spans: Span[] = [];
  for (const group of groups) {
    const last = spans[spans.length - 1];
    if (last !== undefined && group.start - last.end <= GAP) {
      last.groups.push(group);
      last.end = group.end;
    } else spans.push({ ...group, groups: [group] });
  }
  return spans;
}

function meets(view: DataView, at: number, [west, south, east, north]: Box): boolean {
  return (
    view.getFloat64(at, true) <= east &&
    view.getFloat64(at + 8, true) <= north &&
    view.getFloat64(at + 16, true) >= west &&
    view.getFloat64(at + 24, true) >= south
  );
}

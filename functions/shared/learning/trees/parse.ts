import { wrong } from '../../errors.ts';
import type { Tree } from './tree.ts';

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const ROOT = /^1\)\s*root(?:\s+(.*))?$/;
const NODE = new RegExp(String.raw`^(\d{1,400})\)\s*(\S+?)\s*(<=|>=|<|>)\s*(${NUMBER})\s+(.*)$`);
/** Samples, deviance, prediction, what stands in parentheses, and the star of leaves. */
const REST = new RegExp(String.raw`^(${NUMBER})\s+(${NUMBER})\s+(${NUMBER})(?:\s*\(([^()]*)\))?\s*(\*)?$`);

interface Line {
  readonly text: string;
  readonly input: string;
  readonly operator: string;
  readonly threshold: number;
  readonly size: number;
  readonly deviance: number;
  readonly value: number;
}

/**
 * A tree from the text that R's `rpart` and similar tools print; its values are the leaves' predictions as they are.
 * @param inputOf the number of an input by its name
 */
export function parseTree(text: string, inputOf: (name: string) => number): Tree {
  const lines = new Map<bigint, Line>();
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    // Headings such as "n= 150" and "node), split, n, deviance, yval" are no nodes.
    if (!/^\d+\)/.test(line)) continue;
    const [number, parsed] = parseLine(line);
    if (lines.has(number)) throw wrong(`The tree has two nodes ${number}.`);
    lines.set(number, parsed);
  }
  if (!lines.has(1n)) throw wrong('The tree has no root: a line "1) root …" is expected.');
  return assemble(lines, inputOf);
}

function parseLine(text: string): [bigint, Line] {
  const root = ROOT.exec(text);
  if (root) {
    const [size, deviance, value] = restOf(root[1] ?? '', text, true);
    return [1n, { text, input: '', operator: '', threshold: 0, size, deviance, value }];
  }
  const node = NODE.exec(text);
  if (!node) throw notUnderstood(text);
  const [, number, input, operator, threshold, rest] = node;
  const [size, deviance, value] = restOf(rest, text, false);
  return [BigInt(number), { text, input, operator, threshold: Number(threshold), size, deviance, value }];
}

function restOf(rest: string, line: string, root: boolean): [number, number, number] {
  const match = REST.exec(rest.trim());
  if (match) return [Number(match[1]), Number(match[2]), Number(match[3])];
  // What is said of the root does not matter unless it is the only node.
  if (root) return [0, 0, Number.NaN];
  throw notUnderstood(line);
}

function notUnderstood(line: string): Error {
  const shown = line.length > 100 ? `${line.slice(0, 97)}...` : line;
  return wrong(
    `The line "${shown}" is not understood. Lines are "NUMBER) INPUT<=THRESHOLD SAMPLES DEVIANCE PREDICTION", with * if it is a leaf.`,
  );
}

/** The next smaller double, which is the greatest number below a given one. */
function nextBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const bits = new BigInt64Array(new Float64Array([value]).buffer);
  bits[0] += value > 0 ? -1n : 1n;
  return new Float64Array(bits.buffer)[0];
}

function assemble(lines: ReadonlyMap<bigint, Line>, inputOf: (name: string) => number): Tree {
  const count = lines.size;
  const tree = {
    feature: new Int32Array(count),
    threshold: new Float64Array(count).fill(Infinity),
    left: Int32Array.from({ length: count }, (_, node) => node),
    value: new Float64Array(count),
    size: new Int32Array(count),
    deviance: new Float32Array(count),
  };
  let used = 1;
  const stack = [{ number: 1n, node: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { number, node } = next;
    const line = lines.get(number) as Line;
    tree.size[node] = line.size;
    tree.deviance[node] = line.deviance;
    tree.value[node] = line.value;
    const [first, second] = [lines.get(2n * number), lines.get(2n * number + 1n)];
    if (!first && !second) {
      if (Number.isNaN(line.value)) throw notUnderstood(line.text);
      continue;
    }
    if (!first || !second) throw wrong(`The node ${number} of the tree has one child only.`);
    checkSiblings(first, second, number);
    // At most a threshold goes left; the text may name that child second.
    const below = first.operator.startsWith('<');
    const inclusive = first.operator === '<=' || first.operator === '>';
    tree.feature[node] = inputOf(first.input);
    tree.threshold[node] = inclusive ? first.threshold : nextBelow(first.threshold);
    tree.left[node] = used;
    stack.push({ number: 2n * number, node: below ? used : used + 1 });
    stack.push({ number: 2n * number + 1n, node: below ? used + 1 : used });
    used += 2;
  }
  if (used !== count) throw wrong('Some nodes of the tree have no parent.');
  return tree;
}

const OPPOSITE = new Map([
  ['<=', '>'],
  ['>', '<='],
  ['<', '>='],
  ['>=', '<'],
]);

function checkSiblings(first: Line, second: Line, parent: bigint): void {
  const sameTest = first.input === second.input && first.threshold === second.threshold;
  if (sameTest && OPPOSITE.get(first.operator) === second.operator) return;
  throw wrong(`The children of the node ${parent} must have opposite conditions.`);
}

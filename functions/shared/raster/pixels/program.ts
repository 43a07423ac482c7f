import { mathFunctions } from '../scalar/functions.ts';
import type { ConstantNode, LoadNode, PixelNode, PointNode, Tile } from './node.ts';
import type { Operand } from './rules.ts';

/**
 * Runs of per-pixel operations, compiled into loops over typed arrays. Operations never make an array each: a graph of
 * up to `SEGMENT` operations is one loop. Larger graphs are cut into loops of that size which pass values through
 * buffers of `BLOCK` pixels, since a compiler gives up on functions that are too large.
 */
const SEGMENT = 200;
const BLOCK = 4096;

/** A compiled program of one or more loops, which computes the outputs of `count` pixels from tiles. */
export interface PixelProgram {
  /** The nodes that the program reads, in the order in which `run` takes their tiles. */
  readonly loads: readonly LoadNode[];
  readonly outputs: readonly { readonly masked: boolean; readonly fractional: boolean }[];
  run(tiles: readonly Tile[], outputs: readonly ProgramOutput[], count: number): void;
}

export interface ProgramOutput {
  readonly values: Tile['values'];
  readonly mask: Uint8Array | Float32Array | undefined;
}

interface Step {
  readonly node: PointNode;
  readonly index: number;
}

/**
 * The nodes in an order in which inputs come before their users, each node once. Without recursion: chains may be tens of thousands long.
 */
function inOrder(roots: readonly PixelNode[]): PixelNode[] {
  const order: PixelNode[] = [];
  const seen = new Set<PixelNode>();
  const stack: { node: PixelNode; next: number }[] = [];
  for (const root of roots) {
    if (!seen.has(root)) stack.push({ node: root, next: 0 });
    seen.add(root);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const input = top.node.kind === 'point' ? top.node.inputs[top.next++] : undefined;
      if (input === undefined) {
        order.push(top.node);
        stack.pop();
      } else if (!seen.has(input)) {
        seen.add(input);
        stack.push({ node: input, next: 0 });
      }
    }
  }
  return order;
}

type Segment = (
  start: number,
  end: number,
  constants: Float64Array,
  values: readonly ArrayLike<number>[],
  masks: readonly (ArrayLike<number> | undefined)[],
  outputs: readonly Tile['values'][],
  outputMasks: readonly (Uint8Array | Float32Array | undefined)[],
  buffers: readonly Float64Array[],
  tables: readonly (Float64Array | undefined)[],
) => void;

const segments = new Map<string, Segment>();
const MAX_SEGMENTS = 2000;

/** Compiles a loop, or finds the one of the same text. */
function compileSegment(source: string): Segment {
  const known = segments.get(source);
  if (known) return known;
  if (segments.size >= MAX_SEGMENTS) segments.clear();
  const parameters = 'start, end, constants, values, masks, outputs, outputMasks, buffers, tables';
  const segment = new Function('fn', `'use strict'; return (${parameters}) => {\n${source}\n};`)(
    mathFunctions,
  ) as Segment;
  segments.set(source, segment);
  return segment;
}

/**
 * Compiles the program of some bands.
 * @param roots the bands' nodes
 * @param masked which of the loads have a mask in the tiles at hand: `undefined` masks cost nothing
 */
export function compileProgram(roots: readonly PixelNode[], masked: (load: LoadNode) => boolean): PixelProgram {
  const order = inOrder(roots);
  const loads = order.filter((node): node is LoadNode => node.kind === 'load');
  const constants = order.filter((node): node is ConstantNode => node.kind === 'constant');
  const steps: Step[] = order
    .filter((node): node is PointNode => node.kind === 'point')
    .map((node, index) => ({ node, index }));

  const operands = new Map<PixelNode, Operand>();
  loads.forEach((load, i) => {
    const mask = masked(load) ? `lm${i}` : undefined;
    operands.set(load, { value: `lv${i}`, mask, fractional: load.loader.fractionalMask });
  });
  constants.forEach((node, i) => {
    operands.set(node, { value: `c${i}`, mask: undefined, fractional: false });
  });
  const lines: string[] = [];
  for (const { node, index } of steps) {
    const emitted = node.rule.emit(
      node.inputs.map((input) => operands.get(input) as Operand),
      `t${index}`,
    );
    const mask = emitted.mask === undefined ? undefined : `m${index}`;
    lines.push(`const v${index} = ${emitted.value};${mask ? ` const ${mask} = ${emitted.mask};` : ''}`);
    operands.set(node, { value: `v${index}`, mask, fractional: emitted.fractional });
  }
  const results = roots.map((root) => operands.get(root) as Operand);
  const plan = planSegments(lines, results);
  const parts = plan.sources.map(compileSegment);
  const constantValues = Float64Array.from(constants, (node) => node.value);
  const tables = steps.map(({ node }) => node.rule.table);

  return {
    loads,
    outputs: results.map((result) => ({ masked: result.mask !== undefined, fractional: result.fractional })),
    run(tiles, outputs, count) {
      const values = tiles.map((tile) => tile.values);
      const masks = tiles.map((tile) => tile.mask);
      const outputValues = outputs.map((output) => output.values);
      const outputMasks = outputs.map((output) => output.mask);
      if (parts.length === 1) {
        parts[0](0, count, constantValues, values, masks, outputValues, outputMasks, [], tables);
        return;
      }
      const buffers = Array.from({ length: plan.buffers }, () => new Float64Array(BLOCK));
      for (let start = 0; start < count; start += BLOCK) {
        const end = Math.min(count, start + BLOCK);
        for (const part of parts) {
          part(start, end, constantValues, values, masks, outputValues, outputMasks, buffers, tables);
        }
      }
    },
  };
}

const VARIABLE = /\b(lv|lm|c|v|m|t)(\d+)\b/g;

/** The variables that a line of code mentions. */
function variables(text: string): string[] {
  return text.match(VARIABLE) ?? [];
}

/** Cuts the lines into loops; a variable used in a later loop than its own goes through a buffer. */
function planSegments(lines: readonly string[], results: readonly Operand[]): { sources: string[]; buffers: number } {
  const count = Math.max(1, Math.ceil(lines.length / SEGMENT));
  const stores = results.map((result, i) => {
    const mask = result.mask === undefined ? '' : ` om${i}[i] = ${result.mask};`;
    return `ov${i}[i] = ${result.value};${mask}`;
  });
  const bodies = Array.from({ length: count }, (_, s) => lines.slice(s * SEGMENT, (s + 1) * SEGMENT));
  bodies[count - 1].push(...stores);
  const home = (name: string) => Math.floor(Number(name.slice(1)) / SEGMENT);
  const buffered = new Map<string, number>();
  bodies.forEach((body, s) => {
    for (const line of body) {
      for (const name of variables(line)) {
        if (/^[vm]\d/.test(name) && home(name) < s && !buffered.has(name)) buffered.set(name, buffered.size);
      }
    }
  });
  const sources = bodies.map((body, s) => {
    const used = new Set(body.flatMap(variables));
    const kept = [...buffered].filter(([name]) => used.has(name) || home(name) === s);
    return segmentSource(
      body,
      used,
      kept.map(([name, slot]) => ({ name, slot, own: home(name) === s })),
      results,
    );
  });
  return { sources, buffers: buffered.size };
}

function segmentSource(
  body: readonly string[],
  used: ReadonlySet<string>,
  kept: readonly { name: string; slot: number; own: boolean }[],
  results: readonly Operand[],
): string {
  const head: string[] = [];
  const read: string[] = [];
  for (const name of used) {
    const [, kind, digits] = /^(lv|lm|c|t)(\d+)$/.exec(name) ?? [];
    if (kind === 't') head.push(`const ${name} = tables[${digits}];`);
    if (kind === 'c') head.push(`const ${name} = constants[${digits}];`);
    if (kind === 'lv' || kind === 'lm') {
      head.push(`const a${name} = ${kind === 'lv' ? 'values' : 'masks'}[${digits}];`);
      read.push(`const ${name} = a${name}[i];`);
    }
  }
  const text = body.join('\n');
  results.forEach((result, i) => {
    if (!text.includes(`ov${i}[i]`)) return;
    head.push(`const ov${i} = outputs[${i}];`);
    if (result.mask !== undefined) head.push(`const om${i} = outputMasks[${i}];`);
  });
  const written: string[] = [];
  for (const { name, slot, own } of kept) {
    head.push(`const b${slot} = buffers[${slot}];`);
    if (own) written.push(`b${slot}[i - start] = ${name};`);
    else read.push(`const ${name} = b${slot}[i - start];`);
  }
  return `${head.join('\n')}\nfor (let i = start; i < end; i++) {\n${read.join('\n')}\n${text}\n${written.join('\n')}\n}`;
}

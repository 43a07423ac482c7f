import type { Profiler } from '../../measures/profiler.ts';
import type { Grid } from '../grid.ts';
import { type PixelType, storageTypeOf } from '../pixel-type.ts';
import { allocateSamples, bytesPerSample } from '../samples.ts';
import { selectedArrays } from './array-selection.ts';
import type { PixelContext } from './context.ts';
import type { Loader, LoadNode, PixelNode, Tile } from './node.ts';
import { OwnTile, releaseTiles, takeSamples } from './own-tile.ts';
import { compileProgram } from './program.ts';

/** A band to compute: how, and the type that its pixels are written in. */
export interface BandRequest {
  readonly pixels: PixelNode;
  readonly type: PixelType;
}

/**
 * Computes bands on a grid: one tile a band, in the bands' order.
 * Loaders are asked once for all their bands that are needed; the rest is one compiled program.
 */
export async function computeBands(bands: readonly BandRequest[], grid: Grid, context: PixelContext): Promise<Tile[]> {
  context.signal.throwIfAborted();
  const roots = bands.map((band) => band.pixels);
  const direct = await loadDirectly(bands, grid, context);
  if (direct) return direct;
  const tiles = await loadAll(loadsOf(roots), grid, context);
  const arrays = bands.map(({ type, pixels }) => (type.dimensions > 0 ? selectedArrays(pixels, tiles) : undefined));
  const program = compileProgram(
    roots.map((root, i) => arrays[i]?.choice ?? root),
    (load) => tiles.get(load)?.mask !== undefined,
  );
  const count = grid.width * grid.height;
  const release = context.claim(
    bands.reduce((sum, band) => sum + count * (bytesPerSample(storageTypeOf(band.type)) + 1), 0),
  );
  try {
    const outputs = bands.map((band, i) => {
      const { masked, fractional } = program.outputs[i];
      const mask = !masked ? undefined : fractional ? takeSamples('float32', count) : takeSamples('uint8', count);
      return new OwnTile(takeSamples(arrays[i] ? 'float64' : storageTypeOf(band.type), count), mask);
    });
    const run = () =>
      program.run(
        program.loads.map((load) => tiles.get(load) as Tile),
        outputs,
        count,
      );
    const { profiler } = context;
    if (profiler) profiler.divided(makersOf(roots, profiler), run);
    else run();
    const computed = outputs.map((output, i) => arrays[i]?.chosen(output) ?? output);
    releaseTiles(tiles.values());
    return computed;
  } finally {
    release();
  }
}

/** Begins to read what `computeBands` will need for the same grid (the same object). */
export function readAhead(bands: readonly BandRequest[], grid: Grid, context: PixelContext): void {
  // What is measured is done one thing after the other.
  if (context.profiler) return;
  for (const [loader, loads] of byLoader(loadsOf(bands.map((band) => band.pixels)))) {
    loader.readAhead?.(bandsOf(loads), grid, context);
  }
}

/** Bands that are nothing but loads in their own type need no program, and no copy. */
async function loadDirectly(
  bands: readonly BandRequest[],
  grid: Grid,
  context: PixelContext,
): Promise<Tile[] | undefined> {
  const roots = bands.map((band) => band.pixels);
  if (!roots.every((node): node is LoadNode => node.kind === 'load')) return undefined;
  const tiles = await loadAll(new Set(roots), grid, context);
  return bands.map(({ type }, i) => {
    const tile = tiles.get(roots[i]) as Tile;
    if (tile.arrays) return tile;
    const wanted = allocateSamples(storageTypeOf(type), 0);
    if (tile.values.constructor === wanted.constructor) return tile;
    const values = allocateSamples(storageTypeOf(type), tile.values.length);
    values.set(tile.values);
    return { values, mask: tile.mask };
  });
}

/** All loads that the nodes need. */
function loadsOf(roots: readonly PixelNode[]): Set<LoadNode> {
  return new Set([...nodesOf(roots)].filter((node): node is LoadNode => node.kind === 'load'));
}

/** The makers of all nodes that are computed here. */
function makersOf(roots: readonly PixelNode[], profiler: Profiler): string[] {
  const points = [...nodesOf(roots)].filter(({ kind }) => kind === 'point');
  return (points.length > 0 ? points : roots).map((node) => profiler.makerOf(node));
}

/** The nodes and all their inputs, each once. */
function nodesOf(roots: readonly PixelNode[]): Set<PixelNode> {
  const seen = new Set<PixelNode>(roots);
  const stack = [...seen];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind !== 'point') continue;
    for (const input of node.inputs) {
      if (!seen.has(input)) {
        seen.add(input);
        stack.push(input);
      }
    }
  }
  return seen;
}

function byLoader(loads: ReadonlySet<LoadNode>): Map<Loader, LoadNode[]> {
  const groups = new Map<Loader, LoadNode[]>();
  for (const load of loads) {
    const group = groups.get(load.loader);
    if (group) group.push(load);
    else groups.set(load.loader, [load]);
  }
  return groups;
}

/** The bands of a loader that are needed, each once. */
function bandsOf(loads: readonly LoadNode[]): number[] {
  return [...new Set(loads.map((load) => load.band))];
}

async function loadAll(loads: ReadonlySet<LoadNode>, grid: Grid, context: PixelContext): Promise<Map<LoadNode, Tile>> {
  const tiles = new Map<LoadNode, Tile>();
  const load = async ([loader, group]: readonly [Loader, readonly LoadNode[]]) => {
    const bands = bandsOf(group);
    const loadedTiles = await loader.load(bands, grid, context);
    for (const node of group) tiles.set(node, loadedTiles[bands.indexOf(node.band)]);
  };
  const { profiler } = context;
  if (profiler) await loadMeasured(byLoader(loads), load, tiles, profiler);
  else await Promise.all([...byLoader(loads)].map(load));
  return tiles;
}

/** Loads with one loader after the other, so that it can be told what each costs. */
async function loadMeasured(
  groups: ReadonlyMap<Loader, readonly LoadNode[]>,
  load: (group: readonly [Loader, readonly LoadNode[]]) => Promise<void>,
  tiles: ReadonlyMap<LoadNode, Tile>,
  profiler: Profiler,
): Promise<void> {
  for (const [loader, group] of groups) {
    const { asset } = loader;
    await profiler.during(asset === undefined ? profiler.makerOf(group[0]) : `Loading assets: ${asset}`, async () => {
      await load([loader, group]);
      // How long they are held, nobody tells.
      profiler.hold(bytesOf(group.map((node) => tiles.get(node) as Tile)))();
    });
  }
}

function bytesOf(tiles: readonly Tile[]): number {
  return tiles.reduce((sum, { values, mask }) => sum + values.byteLength + (mask?.byteLength ?? 0), 0);
}

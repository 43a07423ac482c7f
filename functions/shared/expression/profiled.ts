import { Collection } from '../algorithms/collection/collection.ts';
import type { Profiler } from '../measures/profiler.ts';
import { Image } from '../raster/image.ts';
import type { PixelNode } from '../raster/pixels/node.ts';
import type { MaybePromise, Value } from '../values/value.ts';
import { andThen } from '../values/value.ts';

/** A call whose time counts for its algorithm, as what its result computes later does: the elements of a collection, the pixels of an image. */
export function profiledCall(profiler: Profiler, name: string, call: () => MaybePromise<Value>): MaybePromise<Value> {
  const description = `Algorithm ${name}`;
  return andThen(profiler.during(description, call), (value) => {
    if (value instanceof Image) setMaker(profiler, description, value);
    if (!(value instanceof Collection)) return value;
    const { id } = value.fields;
    const kind = id === undefined ? description : `Loading assets: ${id}`;
    return value.observed((pull) => profiler.during(kind, pull));
  });
}

/** Notes for the pixels that an image brings along, and nobody has made before, which algorithm makes them. Without recursion: chains may be long. */
function setMaker(profiler: Profiler, description: string, { bands }: Image): void {
  const stack: PixelNode[] = bands.map(({ pixels }) => pixels);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (profiler.setMaker(node, description) && node.kind === 'point') stack.push(...node.inputs);
  }
}

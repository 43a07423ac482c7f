import { signal } from '@preact/signals';
import type { ScriptLayer } from '../../../scripting/messages.ts';
import { createMap } from '../api/maps.ts';

/** Something on the map. */
export interface Layer extends ScriptLayer {
  readonly id: string;
  /** Whether the script put it there: the next run removes it. */
  readonly ofScript: boolean;
  /** The URL of its tiles, once there is one. */
  readonly tiles?: string;
  readonly error?: string;
}

/** The layers, the lowest first. */
export const layers = signal<readonly Layer[]>([]);

let count = 0;
const making = new Map<string, AbortController>();

/** Adds a layer above the others. @returns its id */
export function addLayer(layer: Omit<Layer, 'id'>): string {
  count += 1;
  const id = `layer-${count}`;
  layers.value = [...layers.peek(), { ...layer, id }];
  void makeTiles(id);
  return id;
}

/** Changes how a layer is shown; its tiles are made anew only if its picture changes. */
export function changeLayer(
  id: string,
  change: Partial<Pick<Layer, 'shown' | 'opacity' | 'visualization' | 'name'>>,
): void {
  patch(id, change);
  if (change.visualization) void makeTiles(id);
}

export function failLayer(id: string, error: string): void {
  patch(id, { error });
}

export function removeLayer(id: string): void {
  making.get(id)?.abort();
  layers.value = layers.peek().filter((layer) => layer.id !== id);
}

/** Moves a layer by one place: up is nearer to the eye. */
export function moveLayer(id: string, by: 1 | -1): void {
  const list = [...layers.peek()];
  const from = list.findIndex((layer) => layer.id === id);
  const to = from + by;
  const [layer] = list.slice(from, from + 1);
  if (!layer || to < 0 || to >= list.length) return;
  list.splice(from, 1);
  list.splice(to, 0, layer);
  layers.value = list;
}

export function clearScriptLayers(): void {
  for (const { id } of layers.peek().filter(({ ofScript }) => ofScript)) removeLayer(id);
}

function patch(id: string, change: Partial<Layer>): void {
  layers.value = layers.peek().map((layer) => (layer.id === id ? { ...layer, ...change } : layer));
}

async function makeTiles(id: string): Promise<void> {
  const layer = layers.peek().find((one) => one.id === id);
  if (!layer) return;
  making.get(id)?.abort();
  const controller = new AbortController();
  making.set(id, controller);
  try {
    const tiles = await createMap(layer, controller.signal);
    const { error: _, ...rest } = layers.peek().find((one) => one.id === id) ?? layer;
    layers.value = layers.peek().map((one) => (one.id === id ? { ...rest, tiles } : one));
  } catch (error) {
    if (!controller.signal.aborted) patch(id, { error: (error as Error).message });
  }
}

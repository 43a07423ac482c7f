import type { Visualization } from '../../../scripting/messages.ts';

const NUMBERS = ['min', 'max', 'gain', 'bias', 'gamma'] as const;

/** Parameters of a layer as scripts write them: single values, lists, or texts with commas. */
export type LayerParameters = { readonly [name: string]: unknown };

/** @throws Error for numbers that are none */
export function readVisualization(given: LayerParameters = {}): Visualization {
  const read: Record<string, unknown> = {};
  const { bands, palette, color } = given;
  if (bands !== undefined) read['bands'] = list(bands);
  if (palette !== undefined) read['palette'] = list(palette);
  if (typeof color === 'string') read['color'] = color;
  for (const name of NUMBERS) {
    const value = given[name];
    if (value === undefined || value === null) continue;
    const numbers = (Array.isArray(value) ? value : String(value).split(',')).map(Number);
    if (numbers.some(Number.isNaN))
      throw new Error(`Map.addLayer: '${name}' must be numbers. Got ${JSON.stringify(value)}.`);
    read[name] = numbers;
  }
  return read as Visualization;
}

function list(value: unknown): string[] {
  return (Array.isArray(value) ? value : String(value).split(','))
    .map((item) => String(item).trim())
    .filter((item) => item !== '');
}

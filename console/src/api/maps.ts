import { drawn, visualized } from '../../../scripting/graph.ts';
import type { ScriptLayer } from '../../../scripting/messages.ts';
import { call } from './http.ts';
import { parent } from './session.ts';

/** Makes a map of what a layer shows. @returns the URL of its tiles, with `{z}`, `{x}` and `{y}` */
export async function createMap(layer: ScriptLayer, signal?: AbortSignal): Promise<string> {
  const { method, body } = requestOf(layer);
  const { name } = await call<{ name: string }>(`${parent.peek()}/${method}`, { body, ...(signal ? { signal } : {}) });
  return `${location.origin}/v1/${name}/tiles/{z}/{x}/{y}`;
}

function requestOf({ kind, expression, visualization, asset }: ScriptLayer): { method: string; body: object } {
  if (kind === 'view') return { method: 'featureView', body: { asset, visualizationExpression: expression } };
  const picture = kind === 'image' ? visualized(expression, visualization) : drawn(expression, visualization.color);
  return { method: 'maps', body: { expression: picture, fileFormat: 'AUTO_JPEG_PNG' } };
}

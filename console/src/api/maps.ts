import { drawn, visualized } from '../../../scripting/graph.ts';
import type { Expression, Visualization } from '../../../scripting/messages.ts';
import { call } from './http.ts';
import { parent } from './session.ts';

/** Makes a map of an image or of features. @returns the URL of its tiles, with `{z}`, `{x}` and `{y}` */
export async function createMap(
  kind: 'image' | 'features',
  expression: Expression,
  shown: Visualization,
  signal?: AbortSignal,
): Promise<string> {
  const picture = kind === 'image' ? visualized(expression, shown) : drawn(expression, shown.color);
  const { name } = await call<{ name: string }>(`${parent.peek()}/maps`, {
    body: { expression: picture, fileFormat: 'AUTO_JPEG_PNG' },
    ...(signal ? { signal } : {}),
  });
  return `${location.origin}/v1/${name}/tiles/{z}/{x}/{y}`;
}

import { project } from '../api/session.ts';
import { destination, view } from '../map/view.ts';
import { load, source } from './scripts.ts';

/** The longest script that is read from a link, in characters: others would be no link. */
const MOST = 500_000;

/** A link to the script in the editor and the place on the map. Whoever opens it sees the script; it runs when they say so. */
export async function shareLink(): Promise<string> {
  const { longitude, latitude, zoom } = view.peek();
  const at = [longitude.toFixed(5), latitude.toFixed(5), zoom.toFixed(2)].join(',');
  const packed = await pipe(new TextEncoder().encode(source.peek()), new CompressionStream('deflate-raw'));
  const query = new URLSearchParams({ project: project.peek() });
  return `${location.origin}/?${query}#at=${at}&script=${toBase64Url(packed)}`;
}

/** Takes the script and the place of a link. @returns whether there was a script */
export async function openLink(hash: string): Promise<boolean> {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const [longitude, latitude, zoom] = (parameters.get('at') ?? '').split(',').map(Number);
  if ([longitude, latitude, zoom].every((number) => number !== undefined && Number.isFinite(number))) {
    destination.value = { kind: 'place', longitude: longitude ?? 0, latitude: latitude ?? 0, zoom };
  }
  const packed = parameters.get('script');
  if (!packed) return false;
  try {
    const bytes = await pipe(fromBase64Url(packed), new DecompressionStream('deflate-raw'));
    if (bytes.length > MOST) return false;
    load('', new TextDecoder().decode(bytes));
    return true;
  } catch {
    return false;
  }
}

async function pipe(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(through)).arrayBuffer());
}

function toBase64Url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}

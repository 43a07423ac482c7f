import { invalid } from '../../shared/errors.ts';
import type { RenderJob } from '../../shared/jobs/job.ts';

const MAX_ZOOM = 30;

/** The file formats that a tile's address may end with. */
const EXTENSIONS: { readonly [extension: string]: 'PNG' | 'JPEG' } = { png: 'PNG', jpg: 'JPEG', jpeg: 'JPEG' };

/** A tile that is asked for. */
export interface TileAddress {
  readonly tile: NonNullable<RenderJob['tile']>;
  /** The format that its address ends with; that of the map if it is undefined. */
  readonly fileFormat: 'PNG' | 'JPEG' | undefined;
}

/**
 * Reads the last three parts of a tile's path, `ZOOM/X/Y`. Columns go around the world. As other servers of tiles have it, `@2x` behind them asks for twice as many
 * pixels a side, and `.png` or `.jpg` for a format.
 * @throws INVALID_ARGUMENT
 */
export function readTileAddress(zoomText: string, xText: string, last: string): TileAddress {
  const [, yText = last, double, extension = ''] = /^(.*?)(@2x)?(?:\.([a-z]+))?$/.exec(last) ?? [];
  const [zoom, column, y] = [zoomText, xText, yText].map((text) =>
    /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN,
  );
  const size = 2 ** zoom;
  if (!(zoom >= 0 && zoom <= MAX_ZOOM))
    throw invalid(`Invalid tile: the zoom level must be 0 to ${MAX_ZOOM}. Got ${zoomText}.`);
  if (Number.isNaN(column) || !(y >= 0 && y < size)) {
    throw invalid(`Invalid tile: at zoom level ${zoom} y must be 0 to ${size - 1}. Got x=${xText}, y=${yText}.`);
  }
  if (extension !== '' && !Object.hasOwn(EXTENSIONS, extension)) {
    throw invalid(
      `Invalid tile: it can end with ${Object.keys(EXTENSIONS)
        .map((one) => `.${one}`)
        .join(', ')}. Got .${extension}.`,
    );
  }
  const x = ((column % size) + size) % size;
  return { tile: { zoom, x, y, ...(double ? { double: true } : {}) }, fileFormat: EXTENSIONS[extension] };
}

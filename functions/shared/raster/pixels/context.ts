import type { Profiler } from '../../measures/profiler.ts';
import type { RasterOpener } from '../source/opener.ts';

/** Says when a request is over: cancelled, out of time, or to be computed elsewhere. An AbortSignal is one. */
export interface StopSignal {
  /** Throws if the request is over. Cheap: to be called between rows or blocks. */
  throwIfAborted(): void;
}

/** The resources and limits of computing pixels. One for each request. */
export interface PixelContext {
  /** What takes long looks at it every few milliseconds. */
  readonly signal: StopSignal;
  /** Raster files, with their caches of headers and blocks. */
  readonly rasters: RasterOpener;
  /**
   * Claims memory for the request's life of intermediate tiles; throws "User memory limit exceeded." beyond the limit.
   * Returns a function that gives the claim back.
   */
  claim(bytes: number): () => void;
  /** Measures what it costs, if the request is to be profiled. */
  readonly profiler?: Profiler | undefined;
}

import type { AssetLoader, Context } from '../algorithms/context.ts';
import { LimitError } from '../errors.ts';
import type { RasterCache } from '../google/raster-cache.ts';
import { TableCache } from '../google/table-cache.ts';
import type { Profiler } from '../measures/profiler.ts';
import type { PixelContext, StopSignal } from '../raster/pixels/context.ts';
import { SETTINGS } from '../settings.ts';
import { assetLoader } from './inputs/asset-loader.ts';
import type { Inputs } from './inputs/inputs.ts';
import { notingVersions } from './loaded-versions.ts';
import { requestRasters } from './rasters.ts';

const MEGABYTE = 1024 * 1024;

/** Bytes of tables that a thread keeps between requests. */
const TABLE_BYTES = SETTINGS.tableCacheMegabytes.read() * MEGABYTE;
/** Tiles that one request may hold at a time. */
const TILE_BYTES = SETTINGS.tileMegabytes.read() * MEGABYTE;
/** Language elements that one request may visit: some ten seconds of work. */
const MAX_ELEMENTS = 100_000_000;
/** The number of elements between two checks of the time limit. */
const CLOCK_ELEMENTS = 4_096;

const tables = new TableCache(TABLE_BYTES);

/** The resources of one job, or of several jobs in a row that share evaluated results. */
export interface JobContext<I extends Inputs = Inputs> extends Context {
  /** The assets and objects that are read. */
  readonly inputs: I;
  /** The tables that are read, as the thread keeps them. */
  readonly tables: TableCache;
  /**
   * Starts the limits of time and of language elements anew for the next job, with the signal that stops that one. Claimed memory stays
   * claimed.
   */
  renew(stop: StopSignal, seconds?: number): void;
  /** Bytes of memory that are claimed at present. */
  readonly claimed: number;
}

export interface JobContextOptions {
  /** The files that it reads, as they are kept for jobs of its kind. */
  readonly rasters?: RasterCache;
  /** Whether nothing that is computed is kept for later jobs. */
  readonly forgets?: boolean;
  /** Finds profiles of the caller. */
  readonly profile?: NonNullable<AssetLoader['profile']>;
  /** Measures what it costs. */
  readonly profiler?: Profiler | undefined;
}

/**
 * Makes the context of one job, within the limits of a request.
 * @param stop stops it; looked at between loops
 * @param inputs the assets and objects that it reads
 * @param seconds the time limit from now on; computations of the language check it
 */
export function jobContext<I extends Inputs>(
  stop: StopSignal,
  inputs: I,
  seconds = Infinity,
  { rasters = requestRasters, forgets = false, profiler, profile }: JobContextOptions = {},
): JobContext<I> {
  let deadline = 0;
  let claimed = 0;
  let elements = 0;
  let nextLook = 0;
  let signal = stop;
  const renew = (next: StopSignal, time = Infinity) => {
    signal = next;
    deadline = performance.now() + time * 1000;
    elements = 0;
    nextLook = CLOCK_ELEMENTS;
  };
  renew(stop, seconds);
  const pixels: PixelContext = {
    signal: { throwIfAborted: () => signal.throwIfAborted() },
    rasters,
    claim(bytes) {
      claimed += bytes;
      if (claimed > TILE_BYTES) throw new LimitError('User memory limit exceeded.');
      const unhold = profiler?.hold(bytes);
      return () => {
        claimed -= bytes;
        unhold?.();
      };
    },
    profiler,
  };
  return {
    renew,
    get claimed() {
      return claimed;
    },
    inputs,
    tables,
    forgets,
    assets: { ...notingVersions(assetLoader({ inputs, pixels, tables })), ...(profile ? { profile } : {}) },
    pixels,
    spend(count) {
      elements += count;
      if (!(elements <= MAX_ELEMENTS)) throw new LimitError('Computation timed out.');
      if (elements < nextLook) return;
      nextLook = elements + CLOCK_ELEMENTS;
      signal.throwIfAborted();
      if (performance.now() > deadline) throw new LimitError('Computation timed out.');
    },
  };
}

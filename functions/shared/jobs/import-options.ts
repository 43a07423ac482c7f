import type { ExportOptions } from './export-job.ts';

/** A million pixels each way: a quarter of a million chunks. A small sparse file can claim any number. */
const MAX_PIXELS = 1e12;

/** The options of imports: files are imported whole. */
export const IMPORT_OPTIONS: ExportOptions = {
  target: 'asset',
  maxPixels: MAX_PIXELS,
  tileSize: 256,
  cloudOptimized: true,
};

// AssemblyScript, compiled by infra/generate/wasm.ts.

export { adler32 } from './adler';
export { bandsPlace, mostPixels, spreadFourBands } from './bands';
export { crc32c } from './crc32c';
export { floatDifferences, floatSums, longestRow } from './floats';
export { inflate } from './inflate';
export {
  align,
  begin,
  copy,
  count,
  countSearched,
  countsPlace,
  distanceCodesPlace,
  distanceCountsPlace,
  encode,
  lengthCodesPlace,
  lengthSymbolsPlace,
  literalCodesPlace,
  place,
  put,
} from './quick';

/** Where the memory that the caller may use begins. */
export function base(): usize {
  return __heap_base;
}

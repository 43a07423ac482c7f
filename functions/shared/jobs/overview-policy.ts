import type { PyramidingPolicy } from '../catalog/asset.ts';

/** GDAL's words for the ways to compute overviews that are policies of Earth Engine. */
const WORDS: readonly (readonly [word: string, policy: PyramidingPolicy])[] = [
  ['AVERAGE', 'MEAN'],
  ['NEAREST', 'SAMPLE'],
  ['MODE', 'MODE'],
];

/** The policy by which the overviews of a file were computed; undefined for other ways, or if the file does not say. */
export function policyOfResampling(resampling: string | undefined): PyramidingPolicy | undefined {
  return WORDS.find(([word]) => word === resampling)?.[1];
}

/** GDAL's word for the policy of all bands of a file; undefined if it has none. */
export function resamplingOf(policies: readonly PyramidingPolicy[]): string | undefined {
  if (new Set(policies).size !== 1) return undefined;
  return WORDS.find(([, policy]) => policy === policies[0])?.[0];
}

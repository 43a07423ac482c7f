import type { Algorithm } from '../declare.ts';
import { IMAGE_BITS } from './arrays/bits.ts';
import { IMAGE_ARRAY_FUNCTIONS } from './arrays/functions.ts';
import { IMAGE_ARRAY_MAKE } from './arrays/make.ts';
import { IMAGE_ARRAY_PARTS } from './arrays/parts.ts';
import { IMAGE_ARRAY_SHAPE } from './arrays/shape.ts';
import { IMAGE_BANDS } from './bands.ts';
import { IMAGE_CAST } from './cast.ts';
import { IMAGE_CAT } from './cat.ts';
import { IMAGE_COLOR_SPACES } from './color-space.ts';
import { IMAGE_COMBINE } from './combine.ts';
import { CONNECTED_COMPONENTS } from './components/components.ts';
import { CUMULATIVE_COST } from './distance/cumulative-cost.ts';
import { DIRECTIONAL_DISTANCE } from './distance/directional.ts';
import { IMAGE_DISTANCE } from './distance/distance.ts';
import { IMAGE_PARABOLAS } from './distance/parabolas.ts';
import { FAST_DISTANCE_TRANSFORM } from './distance/transform.ts';
import { CANNY } from './edges/canny.ts';
import { IMAGE_EDGES } from './edges/edges.ts';
import { HOUGH } from './edges/hough.ts';
import { IMAGE_EXPRESSION } from './formula/expression.ts';
import { IMAGE_GRIDS } from './grids.ts';
import { IMAGE_INTERPOLATE } from './interpolate.ts';
import { IMAGE_MASKS } from './masks.ts';
import { IMAGE_MATH } from './math.ts';
import { IMAGE_CONVOLVE } from './neighborhood/convolve.ts';
import { IMAGE_ENTROPY } from './neighborhood/entropy.ts';
import { IMAGE_FOCAL } from './neighborhood/focal.ts';
import { IMAGE_NEIGHBORS } from './neighborhood/neighbors.ts';
import { REDUCE_NEIGHBORHOOD } from './neighborhood/reduce.ts';
import { IMAGE_NORMALIZED_DIFFERENCE } from './normalized-difference.ts';
import { IMAGE_POSITIONS } from './positions.ts';
import { IMAGE_RANDOM } from './random.ts';
import { RANDOM_VISUALIZER } from './random-visualizer.ts';
import { IMAGE_REDUCE_REGION } from './reduce-region.ts';
import { IMAGE_REDUCE_REGIONS } from './reduce-regions.ts';
import { CROSS_CORRELATION } from './registration/cross-correlation.ts';
import { REGISTRATION } from './registration/register.ts';
import { IMAGE_RESAMPLE } from './resample.ts';
import { REDUCE_RESOLUTION } from './resolution/reduce.ts';
import { IMAGE_SAMPLE } from './sample/sample.ts';
import { IMAGE_SAMPLE_RECTANGLE } from './sample/sample-rectangle.ts';
import { IMAGE_SAMPLE_REGIONS } from './sample/sample-regions.ts';
import { STRATIFIED_SAMPLE } from './sample/stratified.ts';
import { K_MEANS } from './segmentation/k-means.ts';
import { SEED_GRID } from './segmentation/seed-grid.ts';
import { SNIC } from './segmentation/snic.ts';
import { CONNECTED_PIXEL_COUNT } from './segments/pixel-count.ts';
import { REDUCE_TO_VECTORS } from './segments/reduce-to-vectors.ts';
import { SLD_STYLE } from './sld/sld-style.ts';
import { IMAGE_SOURCES } from './source.ts';
import { SPECTRAL_DISTANCE } from './spectra/distance.ts';
import { SPECTRAL_MORPHOLOGY } from './spectra/morphology/morphology.ts';
import { UNMIX } from './spectra/unmix.ts';
import { GLCM_TEXTURE } from './texture/glcm.ts';
import { IMAGE_VALUES } from './values.ts';
import { IMAGE_VISUALIZE } from './visualize.ts';
import { IMAGE_WARPS } from './warp/warp.ts';

/** Images. */
export const IMAGE_FAMILY: readonly Algorithm[] = [
  ...IMAGE_SOURCES,
  ...IMAGE_MATH,
  ...IMAGE_BANDS,
  ...IMAGE_CAST,
  ...IMAGE_CAT,
  ...IMAGE_COLOR_SPACES,
  ...IMAGE_INTERPOLATE,
  ...IMAGE_RANDOM,
  ...IMAGE_MASKS,
  ...IMAGE_GRIDS,
  ...IMAGE_RESAMPLE,
  ...IMAGE_NORMALIZED_DIFFERENCE,
  ...IMAGE_VISUALIZE,
  ...SLD_STYLE,
  ...RANDOM_VISUALIZER,
  ...IMAGE_REDUCE_REGION,
  ...IMAGE_REDUCE_REGIONS,
  ...IMAGE_VALUES,
  ...IMAGE_COMBINE,
  ...IMAGE_POSITIONS,
  ...SPECTRAL_DISTANCE,
  ...UNMIX,
  ...SPECTRAL_MORPHOLOGY,
  ...IMAGE_BITS,
  ...IMAGE_ARRAY_MAKE,
  ...IMAGE_ARRAY_SHAPE,
  ...IMAGE_ARRAY_PARTS,
  ...IMAGE_ARRAY_FUNCTIONS,
  ...IMAGE_WARPS,
  ...CROSS_CORRELATION,
  ...REGISTRATION,
  ...REDUCE_RESOLUTION,
  ...IMAGE_EXPRESSION,
  ...IMAGE_CONVOLVE,
  ...IMAGE_ENTROPY,
  ...IMAGE_FOCAL,
  ...IMAGE_NEIGHBORS,
  ...REDUCE_NEIGHBORHOOD,
  ...FAST_DISTANCE_TRANSFORM,
  ...IMAGE_DISTANCE,
  ...CUMULATIVE_COST,
  ...DIRECTIONAL_DISTANCE,
  ...IMAGE_PARABOLAS,
  ...IMAGE_EDGES,
  ...CANNY,
  ...HOUGH,
  ...CONNECTED_PIXEL_COUNT,
  ...REDUCE_TO_VECTORS,
  ...CONNECTED_COMPONENTS,
  ...SEED_GRID,
  ...SNIC,
  ...K_MEANS,
  ...GLCM_TEXTURE,
  ...IMAGE_SAMPLE,
  ...IMAGE_SAMPLE_REGIONS,
  ...STRATIFIED_SAMPLE,
  ...IMAGE_SAMPLE_RECTANGLE,
];

import { ARRAY_ACCUMULATE } from './array/accumulate.ts';
import { ARRAY_ASSEMBLE } from './array/assemble.ts';
import { ARRAY_CONSTRUCTORS } from './array/construct.ts';
import { MATRIX_DECOMPOSITIONS } from './array/decompositions.ts';
import { ARRAY_DIAGONALS } from './array/diagonal.ts';
import { ELEMENT_ARRAY } from './array/element-array.ts';
import { ARRAY_MATH } from './array/math.ts';
import { MATRIX_ALGEBRA } from './array/matrix-algebra.ts';
import { ARRAY_ORDER } from './array/order.ts';
import { ARRAY_PARTS } from './array/parts.ts';
import { ARRAY_SHAPE } from './array/shape.ts';
import { BLOB } from './blob/algorithms.ts';
import { CLASSIFY } from './classifier/classify.ts';
import { DISTANCE_CLASSIFIERS } from './classifier/distance-classifiers.ts';
import { MAXENT_CLASSIFIER } from './classifier/maxent-classifier.ts';
import { SVM_CLASSIFIER } from './classifier/svm-classifier.ts';
import { CLASSIFIER_TRAIN } from './classifier/train.ts';
import { TREE_CLASSIFIERS } from './classifier/tree-classifiers.ts';
import { CLUSTER } from './clusterer/cluster.ts';
import { CLUSTERERS } from './clusterer/make.ts';
import { COLLECTION_AGGREGATES } from './collection/aggregate.ts';
import { COLLECTION_ARRAYS } from './collection/arrays.ts';
import { COLLECTION_COLUMNS } from './collection/columns-change.ts';
import { COLLECTION_COMBINE } from './collection/combine.ts';
import { COLLECTION_CONSTRUCTORS } from './collection/construct.ts';
import { FEATURE_SELECT } from './collection/feature-select.ts';
import { COLLECTION_SOURCES } from './collection/load-table.ts';
import { COLLECTION_SELECT } from './collection/select.ts';
import { COLLECTION_STREAMS } from './collection/streams.ts';
import { CONFUSION_MATRIX } from './confusion-matrix/algorithms.ts';
import type { Algorithm } from './declare.ts';
import { COMBINE_FILTERS } from './filter/combine.ts';
import { COMPARE_FILTERS } from './filter/compare.ts';
import { FILTER_EXPRESSION } from './filter/expression.ts';
import { GEOMETRIC_FILTERS } from './filter/geometric.ts';
import { RANGE_FILTERS } from './filter/ranges.ts';
import { COLLECTION_GEOMETRY } from './geometry/collection-geometry.ts';
import { GEOMETRY_CONSTRUCTORS } from './geometry/constructors.ts';
import { ERROR_MARGIN } from './geometry/error-margin-constructor.ts';
import { GEOMETRY_MADE_FEATURES } from './geometry/made-features.ts';
import { GEOMETRY_MEASURES } from './geometry/measures.ts';
import { GEOMETRY_OVERLAYS } from './geometry/overlays.ts';
import { PROJECTION_TRANSFORM } from './geometry/projection-transform.ts';
import { GEOMETRY_PROPERTIES } from './geometry/properties.ts';
import { GEOMETRY_RELATIONS } from './geometry/relations.ts';
import { S2_CELLS } from './geometry/s2.ts';
import { GEOMETRY_SHAPES } from './geometry/shapes.ts';
import { IMAGE_BITS } from './image/arrays/bits.ts';
import { IMAGE_ARRAY_FUNCTIONS } from './image/arrays/functions.ts';
import { IMAGE_ARRAY_MAKE } from './image/arrays/make.ts';
import { IMAGE_ARRAY_PARTS } from './image/arrays/parts.ts';
import { IMAGE_ARRAY_SHAPE } from './image/arrays/shape.ts';
import { IMAGE_BANDS } from './image/bands.ts';
import { IMAGE_CAST } from './image/cast.ts';
import { IMAGE_CAT } from './image/cat.ts';
import { IMAGE_COLOR_SPACES } from './image/color-space.ts';
import { IMAGE_COMBINE } from './image/combine.ts';
import { CONNECTED_COMPONENTS } from './image/components/components.ts';
import { IMAGE_DISTANCE } from './image/distance/distance.ts';
import { FAST_DISTANCE_TRANSFORM } from './image/distance/transform.ts';
import { IMAGE_EDGES } from './image/edges/edges.ts';
import { IMAGE_EXPRESSION } from './image/formula/expression.ts';
import { IMAGE_GRIDS } from './image/grids.ts';
import { IMAGE_INTERPOLATE } from './image/interpolate.ts';
import { IMAGE_MASKS } from './image/masks.ts';
import { IMAGE_MATH } from './image/math.ts';
import { IMAGE_CONVOLVE } from './image/neighborhood/convolve.ts';
import { IMAGE_ENTROPY } from './image/neighborhood/entropy.ts';
import { IMAGE_FOCAL } from './image/neighborhood/focal.ts';
import { IMAGE_NEIGHBORS } from './image/neighborhood/neighbors.ts';
import { REDUCE_NEIGHBORHOOD } from './image/neighborhood/reduce.ts';
import { IMAGE_NORMALIZED_DIFFERENCE } from './image/normalized-difference.ts';
import { IMAGE_POSITIONS } from './image/positions.ts';
import { IMAGE_RANDOM } from './image/random.ts';
import { RANDOM_VISUALIZER } from './image/random-visualizer.ts';
import { IMAGE_REDUCE_REGION } from './image/reduce-region.ts';
import { IMAGE_REDUCE_REGIONS } from './image/reduce-regions.ts';
import { IMAGE_RESAMPLE } from './image/resample.ts';
import { REDUCE_RESOLUTION } from './image/resolution/reduce.ts';
import { IMAGE_SAMPLE } from './image/sample/sample.ts';
import { IMAGE_SAMPLE_RECTANGLE } from './image/sample/sample-rectangle.ts';
import { IMAGE_SAMPLE_REGIONS } from './image/sample/sample-regions.ts';
import { STRATIFIED_SAMPLE } from './image/sample/stratified.ts';
import { CONNECTED_PIXEL_COUNT } from './image/segments/pixel-count.ts';
import { REDUCE_TO_VECTORS } from './image/segments/reduce-to-vectors.ts';
import { IMAGE_SOURCES } from './image/source.ts';
import { SPECTRAL_DISTANCE } from './image/spectra/distance.ts';
import { SPECTRAL_MORPHOLOGY } from './image/spectra/morphology/morphology.ts';
import { UNMIX } from './image/spectra/unmix.ts';
import { GLCM_TEXTURE } from './image/texture/glcm.ts';
import { IMAGE_VALUES } from './image/values.ts';
import { IMAGE_VISUALIZE } from './image/visualize.ts';
import { IMAGE_WARPS } from './image/warp/warp.ts';
import { IMAGE_COLLECTION_ARRAYS } from './image-collection/arrays.ts';
import { IMAGE_COLLECTION_CHANGES } from './image-collection/change.ts';
import { IMAGE_COLLECTION_COMPOSITES } from './image-collection/composite.ts';
import { IMAGE_COLLECTION_CONSTRUCTORS } from './image-collection/construct.ts';
import { GET_REGION } from './image-collection/get-region.ts';
import { LINK_COLLECTION } from './image-collection/link.ts';
import { IMAGE_COLLECTION_LOAD } from './image-collection/load.ts';
import { QUALITY_MOSAIC } from './image-collection/quality-mosaic.ts';
import { IMAGE_COLLECTION_REDUCE } from './image-collection/reduce.ts';
import { JOIN_APPLY } from './join/apply.ts';
import { JOINS } from './join/construct.ts';
import { KERNEL_OPERATORS } from './kernel/operators.ts';
import { KERNEL_SHAPES } from './kernel/shapes.ts';
import { CONTROL } from './language/control.ts';
import { DATE } from './language/date.ts';
import { DATE_PARTS } from './language/date-parts.ts';
import { DATE_RANGE } from './language/date-range.ts';
import { DICTIONARY } from './language/dictionary.ts';
import { DICTIONARY_CONVERT } from './language/dictionary-convert.ts';
import { DICTIONARY_KEYS } from './language/dictionary-keys.ts';
import { ELEMENT, FEATURE_PARTS } from './language/element.ts';
import { IDENTITY } from './language/identity.ts';
import { LIST } from './language/list.ts';
import { LIST_CONTENTS } from './language/list-contents.ts';
import { LIST_FUNCTIONS } from './language/list-functions.ts';
import { LIST_MAKE } from './language/list-make.ts';
import { LIST_ORDER } from './language/list-order.ts';
import { LIST_PARTS } from './language/list-parts.ts';
import { NUMBER } from './language/number.ts';
import { NUMBER_FUNCTIONS } from './language/number-functions.ts';
import { PIXEL_TYPE } from './language/pixel-type.ts';
import { PROJECTION } from './language/projection.ts';
import { STRING } from './language/string.ts';
import { STRING_JSON } from './language/string-json.ts';
import { STRING_REGEX } from './language/string-regex.ts';
import { TYPED_GETS } from './language/typed-get.ts';
import { BASIC_REDUCERS } from './reducer/basic.ts';
import { CIRCULAR_REDUCERS } from './reducer/circular.ts';
import { COMPOSED_REDUCERS } from './reducer/compose.ts';
import { CORRELATION_REDUCERS } from './reducer/correlation.ts';
import { COVARIANCE_REDUCERS } from './reducer/covariance.ts';
import { ELEMENT_REDUCERS } from './reducer/elements.ts';
import { GEOMETRIC_MEDIAN } from './reducer/geometric-median.ts';
import { GROUP_REDUCERS } from './reducer/group.ts';
import { HISTOGRAM_REDUCERS } from './reducer/histogram.ts';
import { LINE_REDUCERS } from './reducer/linear-fit.ts';
import { LOGIC_REDUCERS } from './reducer/logic.ts';
import { ORDER_REDUCERS } from './reducer/order.ts';
import { QUANTILE_REDUCERS } from './reducer/quantiles.ts';
import { REDUCE_ARRAY } from './reducer/reduce-array.ts';
import { REDUCE_COLUMNS } from './reducer/reduce-columns.ts';
import { REDUCE_LIST } from './reducer/reduce-list.ts';
import { REGRESSION_REDUCERS } from './reducer/regression.ts';
import { SENS_SLOPE_REDUCER } from './reducer/sens-slope.ts';
import { SPREAD_REDUCERS } from './reducer/spread.ts';
import { WEIGHT_REDUCERS } from './reducer/weights.ts';
import { TERRAIN } from './terrain/algorithms.ts';
import { VECTOR_IMAGES } from './vector-image/family.ts';

/** Every algorithm that can be called, family by family. Only what works is listed. */
const FAMILIES: readonly (readonly Algorithm[])[] = [
  CONTROL,
  IDENTITY,
  NUMBER,
  NUMBER_FUNCTIONS,
  STRING,
  STRING_REGEX,
  STRING_JSON,
  LIST,
  LIST_PARTS,
  LIST_ORDER,
  LIST_CONTENTS,
  LIST_MAKE,
  LIST_FUNCTIONS,
  DICTIONARY,
  DICTIONARY_KEYS,
  DICTIONARY_CONVERT,
  TYPED_GETS,
  DATE,
  DATE_PARTS,
  DATE_RANGE,
  PROJECTION,
  PIXEL_TYPE,
  ARRAY_CONSTRUCTORS,
  ARRAY_MATH,
  ARRAY_PARTS,
  ARRAY_SHAPE,
  ARRAY_ASSEMBLE,
  ARRAY_ORDER,
  ARRAY_ACCUMULATE,
  ELEMENT_ARRAY,
  CONFUSION_MATRIX,
  MATRIX_ALGEBRA,
  ARRAY_DIAGONALS,
  MATRIX_DECOMPOSITIONS,
  ELEMENT,
  FEATURE_PARTS,
  FEATURE_SELECT,
  ERROR_MARGIN,
  GEOMETRY_CONSTRUCTORS,
  GEOMETRY_SHAPES,
  S2_CELLS,
  GEOMETRY_RELATIONS,
  GEOMETRY_PROPERTIES,
  PROJECTION_TRANSFORM,
  GEOMETRY_OVERLAYS,
  GEOMETRY_MEASURES,
  GEOMETRY_MADE_FEATURES,
  COLLECTION_GEOMETRY,
  GEOMETRIC_FILTERS,
  COLLECTION_CONSTRUCTORS,
  COLLECTION_STREAMS,
  COLLECTION_SELECT,
  COLLECTION_SOURCES,
  COLLECTION_COMBINE,
  COLLECTION_COLUMNS,
  COLLECTION_ARRAYS,
  COLLECTION_AGGREGATES,
  FILTER_EXPRESSION,
  COMPARE_FILTERS,
  COMBINE_FILTERS,
  RANGE_FILTERS,
  JOINS,
  JOIN_APPLY,
  IMAGE_COLLECTION_CONSTRUCTORS,
  IMAGE_COLLECTION_COMPOSITES,
  IMAGE_COLLECTION_CHANGES,
  IMAGE_COLLECTION_ARRAYS,
  QUALITY_MOSAIC,
  GET_REGION,
  LINK_COLLECTION,
  IMAGE_COLLECTION_LOAD,
  BASIC_REDUCERS,
  SPREAD_REDUCERS,
  ORDER_REDUCERS,
  LOGIC_REDUCERS,
  CIRCULAR_REDUCERS,
  QUANTILE_REDUCERS,
  HISTOGRAM_REDUCERS,
  LINE_REDUCERS,
  CORRELATION_REDUCERS,
  REGRESSION_REDUCERS,
  COVARIANCE_REDUCERS,
  GEOMETRIC_MEDIAN,
  SENS_SLOPE_REDUCER,
  COMPOSED_REDUCERS,
  GROUP_REDUCERS,
  ELEMENT_REDUCERS,
  WEIGHT_REDUCERS,
  REDUCE_LIST,
  REDUCE_COLUMNS,
  REDUCE_ARRAY,
  BLOB,
  KERNEL_SHAPES,
  KERNEL_OPERATORS,
  IMAGE_SOURCES,
  IMAGE_MATH,
  IMAGE_BANDS,
  IMAGE_CAST,
  IMAGE_CAT,
  IMAGE_COLOR_SPACES,
  IMAGE_INTERPOLATE,
  IMAGE_RANDOM,
  SPECTRAL_DISTANCE,
  UNMIX,
  SPECTRAL_MORPHOLOGY,
  IMAGE_BITS,
  IMAGE_MASKS,
  IMAGE_GRIDS,
  IMAGE_RESAMPLE,
  IMAGE_WARPS,
  REDUCE_RESOLUTION,
  IMAGE_NORMALIZED_DIFFERENCE,
  IMAGE_EXPRESSION,
  IMAGE_VISUALIZE,
  RANDOM_VISUALIZER,
  IMAGE_REDUCE_REGION,
  IMAGE_REDUCE_REGIONS,
  IMAGE_CONVOLVE,
  FAST_DISTANCE_TRANSFORM,
  IMAGE_DISTANCE,
  IMAGE_EDGES,
  CONNECTED_PIXEL_COUNT,
  CONNECTED_COMPONENTS,
  REDUCE_TO_VECTORS,
  TERRAIN,
  IMAGE_ENTROPY,
  GLCM_TEXTURE,
  IMAGE_FOCAL,
  IMAGE_NEIGHBORS,
  REDUCE_NEIGHBORHOOD,
  IMAGE_ARRAY_MAKE,
  IMAGE_ARRAY_SHAPE,
  IMAGE_ARRAY_PARTS,
  IMAGE_ARRAY_FUNCTIONS,
  IMAGE_VALUES,
  IMAGE_COMBINE,
  IMAGE_POSITIONS,
  IMAGE_COLLECTION_REDUCE,
  IMAGE_SAMPLE,
  IMAGE_SAMPLE_REGIONS,
  STRATIFIED_SAMPLE,
  IMAGE_SAMPLE_RECTANGLE,
  VECTOR_IMAGES,
  CLASSIFIER_TRAIN,
  TREE_CLASSIFIERS,
  DISTANCE_CLASSIFIERS,
  SVM_CLASSIFIER,
  MAXENT_CLASSIFIER,
  CLASSIFY,
  CLUSTER,
  CLUSTERERS,
];

/** The algorithms by name. */
export const REGISTRY: ReadonlyMap<string, Algorithm> = new Map(
  FAMILIES.flat().map((algorithm) => [algorithm.name, algorithm]),
);

import { COLLECTION_CONSTRUCTORS } from './collection/construct.ts';
import { COLLECTION_STREAMS } from './collection/streams.ts';
import type { Algorithm } from './declare.ts';
import { GEOMETRY_CONSTRUCTORS } from './geometry/constructors.ts';
import { ERROR_MARGIN } from './geometry/error-margin-constructor.ts';
import { IMAGE_BANDS } from './image/bands.ts';
import { IMAGE_EXPRESSION } from './image/formula/expression.ts';
import { IMAGE_GRIDS } from './image/grid.ts';
import { IMAGE_MASKS } from './image/masks.ts';
import { IMAGE_MATH } from './image/math.ts';
import { IMAGE_NORMALIZED_DIFFERENCE } from './image/normalized-difference.ts';
import { IMAGE_REDUCE_REGION } from './image/reduce-region.ts';
import { IMAGE_SOURCES } from './image/source.ts';
import { IMAGE_VISUALIZE } from './image/visualize.ts';
import { CONTROL } from './language/control.ts';
import { DATE } from './language/date.ts';
import { DICTIONARY } from './language/dictionary.ts';
import { ELEMENT } from './language/element.ts';
import { IDENTITY } from './language/identity.ts';
import { LIST } from './language/list.ts';
import { LIST_CONTENTS } from './language/list-contents.ts';
import { LIST_FUNCTIONS } from './language/list-functions.ts';
import { LIST_MAKE } from './language/list-make.ts';
import { LIST_ORDER } from './language/list-order.ts';
import { LIST_PARTS } from './language/list-parts.ts';
import { NUMBER } from './language/number.ts';
import { NUMBER_FUNCTIONS } from './language/number-functions.ts';
import { PROJECTION } from './language/projection.ts';
import { STRING } from './language/string.ts';
import { STRING_JSON } from './language/string-json.ts';
import { STRING_REGEX } from './language/string-regex.ts';
import { BASIC_REDUCERS } from './reducer/basic.ts';

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
  DATE,
  PROJECTION,
  ELEMENT,
  ERROR_MARGIN,
  GEOMETRY_CONSTRUCTORS,
  COLLECTION_CONSTRUCTORS,
  COLLECTION_STREAMS,
  BASIC_REDUCERS,
  IMAGE_SOURCES,
  IMAGE_MATH,
  IMAGE_BANDS,
  IMAGE_MASKS,
  IMAGE_GRIDS,
  IMAGE_NORMALIZED_DIFFERENCE,
  IMAGE_EXPRESSION,
  IMAGE_VISUALIZE,
  IMAGE_REDUCE_REGION,
];

/** The algorithms by name. */
export const REGISTRY: ReadonlyMap<string, Algorithm> = new Map(
  FAMILIES.flat().map((algorithm) => [algorithm.name, algorithm]),
);

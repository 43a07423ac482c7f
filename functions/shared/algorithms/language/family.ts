import type { Algorithm } from '../declare.ts';
import { CONTROL } from './control.ts';
import { DATE } from './date.ts';
import { DATE_PARTS } from './date-parts.ts';
import { DATE_RANGE } from './date-range.ts';
import { DICTIONARY } from './dictionary.ts';
import { DICTIONARY_CONVERT } from './dictionary-convert.ts';
import { DICTIONARY_KEYS } from './dictionary-keys.ts';
import { ELEMENT, FEATURE_PARTS } from './element.ts';
import { IDENTITY } from './identity.ts';
import { LIST } from './list.ts';
import { LIST_CONTENTS } from './list-contents.ts';
import { LIST_FUNCTIONS } from './list-functions.ts';
import { LIST_MAKE } from './list-make.ts';
import { LIST_ORDER } from './list-order.ts';
import { LIST_PARTS } from './list-parts.ts';
import { NUMBER } from './number.ts';
import { NUMBER_FUNCTIONS } from './number-functions.ts';
import { PIXEL_TYPE } from './pixel-type.ts';
import { PROJECTION } from './projection.ts';
import { STRING } from './string.ts';
import { STRING_JSON } from './string-json.ts';
import { STRING_REGEX } from './string-regex.ts';
import { TYPED_GETS } from './typed-get.ts';

/** Numbers, texts, lists, dictionaries, dates, and control. */
export const LANGUAGE_FAMILY: readonly Algorithm[] = [
  ...CONTROL,
  ...IDENTITY,
  ...NUMBER,
  ...NUMBER_FUNCTIONS,
  ...STRING,
  ...STRING_REGEX,
  ...STRING_JSON,
  ...LIST,
  ...LIST_PARTS,
  ...LIST_ORDER,
  ...LIST_CONTENTS,
  ...LIST_MAKE,
  ...LIST_FUNCTIONS,
  ...DICTIONARY,
  ...DICTIONARY_KEYS,
  ...DICTIONARY_CONVERT,
  ...TYPED_GETS,
  ...DATE,
  ...DATE_PARTS,
  ...DATE_RANGE,
  ...PROJECTION,
  ...PIXEL_TYPE,
  ...ELEMENT,
  ...FEATURE_PARTS,
];

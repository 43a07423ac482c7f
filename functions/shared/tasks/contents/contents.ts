import type { OperationRecord } from '../record.ts';
import { CLASSIFIER } from './classifier.ts';
import type { Content } from './content.ts';
import { IMAGE } from './image.ts';
import { MAP } from './map.ts';
import { PATCHES } from './patches.ts';
import { TABLE } from './table.ts';
import { VIDEO } from './video.ts';

/** The kinds of things that can be exported and imported, by the name that operations store. A new kind is a file, and a line here. */
export const CONTENTS = {
  image: IMAGE,
  table: TABLE,
  classifier: CLASSIFIER,
  map: MAP,
  video: VIDEO,
  patches: PATCHES,
} as const satisfies {
  readonly [name: string]: Content;
};

export type ContentName = keyof typeof CONTENTS;

/** The content of an operation. */
export function contentOf({ id, content }: Pick<OperationRecord, 'id' | 'content'>): Content {
  if (Object.hasOwn(CONTENTS, content)) return CONTENTS[content as ContentName];
  throw new TypeError(`Operation ${id} is of '${content.slice(0, 100)}', which this version does not know.`);
}

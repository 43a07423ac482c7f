import { selectFields } from '../messages/select-fields.ts';
import type { Presentation } from './job.ts';

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

/** The JSON text of a reply in UTF-8: with the fields that were asked for, with or without line breaks. */
export function presentJSON(json: Uint8Array, presentation: Presentation): Uint8Array {
  return ENCODER.encode(presentValue(JSON.parse(DECODER.decode(json)), presentation));
}

/** The JSON text of a message: with the fields that were asked for, with or without line breaks. */
export function presentValue(value: unknown, { fields, prettyPrint }: Presentation): string {
  return JSON.stringify(fields ? selectFields(value, fields) : value, null, prettyPrint ? 2 : undefined);
}

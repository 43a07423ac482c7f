import { z } from 'zod';
import { invalid } from '../../shared/errors.ts';
import type { StoredOf } from '../../shared/google/stored.ts';
import { readTableFormat, tableFormat } from '../../shared/jobs/formats/table-formats.ts';

/** A request to download a table as a file, as it is saved. */
export const tableRequest = z.object({
  /** JSON text. */
  expression: z.string(),
  format: tableFormat,
  selectors: z.array(z.string()),
  filename: z.string().optional(),
});
export type TableRequest = StoredOf<typeof tableRequest>;

interface TableFields {
  readonly fileFormat?: string;
  readonly selectors?: readonly string[];
  readonly filename?: string;
}

/**
 * Makes the request from the fields of a message; an empty file name counts as absent.
 * @throws UNIMPLEMENTED for a format that is not written
 */
export function tableRequestOf(
  expression: string,
  { fileFormat, selectors = [], filename }: TableFields,
): TableRequest {
  if (selectors.some((name) => name === '')) throw invalid("'selectors' must be names of properties.");
  return { expression, format: readTableFormat(fileFormat), selectors, ...(filename ? { filename } : {}) };
}

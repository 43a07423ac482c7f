import { z } from 'zod';
import { invalid } from '../../shared/errors.ts';
import type { StoredOf } from '../../shared/google/stored.ts';
import { readTableFormat, tableFormat } from '../../shared/jobs/formats/table-formats.ts';

/** A collection that is to be downloaded as a file. */
export const tableDownload = z.object({
  /** JSON text. */
  expression: z.string(),
  format: tableFormat,
  selectors: z.array(z.string()),
  filename: z.string().optional(),
});
export type TableDownload = StoredOf<typeof tableDownload>;

interface TableFields {
  readonly fileFormat?: string;
  readonly selectors?: readonly string[];
  readonly filename?: string;
}

/** A table out of a request's fields; empty texts are as good as absent. */
export function downloadOf(expression: string, { fileFormat, selectors = [], filename }: TableFields): TableDownload {
  if (selectors.some((name) => name === '')) throw invalid("'selectors' must be names of properties.");
  return { expression, format: readTableFormat(fileFormat), selectors, ...(filename ? { filename } : {}) };
}

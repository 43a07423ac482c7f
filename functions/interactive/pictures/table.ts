import { invalid } from '../../shared/errors.ts';
import { type TableFormat, tableFormat } from '../../shared/jobs/table-format.ts';

/** A collection that is to be downloaded as a file. */
export interface TableDownload {
  /** JSON text. */
  readonly expression: string;
  readonly format: TableFormat;
  readonly selectors: readonly string[];
  readonly filename?: string;
}

interface TableFields {
  readonly fileFormat?: string;
  readonly selectors?: readonly string[];
  readonly filename?: string;
}

/** A table out of a request's fields; empty texts are as good as absent. */
export function downloadOf(expression: string, { fileFormat, selectors = [], filename }: TableFields): TableDownload {
  if (selectors.some((name) => name === '')) throw invalid("'selectors' must be names of properties.");
  return { expression, format: tableFormat(fileFormat), selectors, ...(filename ? { filename } : {}) };
}

import type { ExportSource } from '../jobs/export-job.ts';
import type { OperationRecord } from './record.ts';

/** What an operation is to write. */
export function sourceOf({ kind, request }: OperationRecord): ExportSource {
  return { kind: kind === 'import' ? 'manifest' : 'expression', text: request };
}

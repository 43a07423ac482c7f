import type { ExportSource } from '../jobs/export-job.ts';
import type { OperationRecord } from './record.ts';

/** The expression or manifest of an operation. */
export function sourceOf({ kind, request }: OperationRecord): ExportSource {
  return { kind: kind === 'import' ? 'manifest' : 'expression', text: request };
}

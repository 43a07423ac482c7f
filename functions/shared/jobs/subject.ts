import { createHash } from 'node:crypto';
import type { Job } from './job.ts';

/** Longer expressions are of no subject: their digest alone would keep others waiting. Characters. */
const LONGEST = 200_000;

/**
 * What a job is about: an operation, or one kind of computation of an expression, such as the tiles of a map. Jobs about one subject use
 * the same data, and take about as long.
 */
export function subjectOf(job: Job): string | undefined {
  if ('operation' in job) return `operation ${job.operation}`;
  if (!('expression' in job) || job.expression.length > LONGEST) return undefined;
  const about = 'asset' in job ? `${job.asset} ${job.expression}` : job.expression;
  return `${job.kind} ${createHash('sha256').update(about).digest('base64')}`;
}

import { invalid } from '../errors.ts';

/** What the clients take for a workload's tag, in whose words others are refused. */
const WORKLOAD_TAG = /^[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?$/;

/**
 * The tag of a workload that a request names, by which its cost is found again in the log; undefined if it names none.
 * @throws INVALID_ARGUMENT for what is no tag
 */
export function readWorkloadTag(tag: string | undefined): string | undefined {
  if (tag === undefined || tag === '' || WORKLOAD_TAG.test(tag)) return tag || undefined;
  throw invalid(
    `Invalid tag, "${tag.slice(0, 100)}". Tags must be 1-63 characters, beginning and ending with a lowercase alphanumeric character ([a-z0-9]) with dashes (-), underscores (_), and lowercase alphanumerics between.`,
  );
}

import { invalid } from '../../shared/errors.ts';
import type { Schedule } from '../../shared/messages/schedule.ts';
import { checkCalendar, dueAfter } from '../../shared/schedules/calendar.ts';
import { PLACEHOLDERS, unknownPlaceholder } from '../../shared/schedules/placeholders.ts';
import type { ScheduleRecord } from '../../shared/schedules/record.ts';
import { checkDestination } from '../../shared/tasks/check-destination.ts';
import type { Submission } from '../submissions/submission.ts';
import { submissionAt } from './submission-at.ts';

const MAX_DESCRIPTION = 1000;

/** What a schedule does and when: the fields that those who make it give. */
export interface Plan extends Pick<ScheduleRecord, 'description' | 'cron' | 'timeZone' | 'policy' | 'method'> {
  /** The body of the call, with placeholders, as JSON text. */
  readonly request: string;
}

/** A field of the message that can be changed, and how it is read into a plan. */
const FIELDS: { readonly [field: string]: (body: Schedule, request: string | undefined) => Partial<Plan> } = {
  description: ({ description = '' }) => ({ description }),
  cron: ({ cron }) => ({ cron: given('cron', cron) }),
  timeZone: ({ timeZone = 'UTC' }) => ({ timeZone }),
  missedRunPolicy: ({ missedRunPolicy }) => ({
    policy: missedRunPolicy === 'SKIP' || missedRunPolicy === 'ALL' ? missedRunPolicy : 'LAST',
  }),
  method: ({ method }) => ({ method: given('method', method) }),
  request: ({ request }, text) => ({ request: given('request', request && text) }),
};

function given(field: string, value: string | undefined): string {
  if (value) return value;
  throw invalid(`The schedule has no '${field}'.`);
}

/**
 * Reads the plan of a new schedule.
 * @param request the JSON text of the message's `request`
 * @throws INVALID_ARGUMENT
 */
export function readPlan(body: Schedule, request: string | undefined): Plan {
  return Object.assign({}, ...Object.values(FIELDS).map((read) => read(body, request)));
}

/**
 * Reads changes of a plan: of the fields that the mask names, or of those that the message has.
 * @param mask names with commas between them
 * @throws INVALID_ARGUMENT
 */
export function readChanges(body: Schedule, request: string | undefined, mask: string | undefined): Partial<Plan> {
  const named = mask
    ? mask.split(',').map((name) => name.trim().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()))
    : Object.keys(FIELDS).filter((field) => (body as { [field: string]: unknown })[field] !== undefined);
  const wrong = named.find((field) => !Object.hasOwn(FIELDS, field));
  if (wrong !== undefined) {
    throw invalid(
      `Invalid update mask: '${wrong.slice(0, 100)}' cannot be changed. Use ${Object.keys(FIELDS).join(', ')}; a schedule is paused and resumed by calls.`,
    );
  }
  return Object.assign({}, ...named.map((field) => FIELDS[field](body, request)));
}

/**
 * Checks that a plan can be carried out: that there are due times, and that its user may start what it asks for at the next one, as if it
 * was started now.
 * @throws INVALID_ARGUMENT, PERMISSION_DENIED and whatever else the method that is called refuses requests with
 */
export async function checkPlan(
  plan: Plan,
  { project, user }: Pick<ScheduleRecord, 'project' | 'user'>,
): Promise<void> {
  const { description, request } = plan;
  if (description.length > MAX_DESCRIPTION) {
    throw invalid(`Invalid value at 'description': it must have at most ${MAX_DESCRIPTION} characters.`);
  }
  checkCalendar(plan);
  const now = Date.now();
  const submission = await submissionAt({ ...plan, project, user }, request, dueAfter(plan, now) ?? now);
  checkPlaceholders(submission);
  await checkDestination({ user, destination: submission.destination });
}

/** What is left of placeholders in names is a mistake; braces elsewhere may mean something else. */
function checkPlaceholders({ description, destination }: Submission): void {
  const named = destination.kind === 'asset' ? destination.asset : destination.prefix;
  const unknown = unknownPlaceholder(description) ?? unknownPlaceholder(named);
  if (unknown === undefined) return;
  const known = PLACEHOLDERS.map((name) => `{${name}}`).join(', ');
  throw invalid(`There is no placeholder '${unknown}' for a due time. There are ${known}.`);
}

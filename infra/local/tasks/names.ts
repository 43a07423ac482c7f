import { invalid } from './errors.ts';

const LOCATION = /^projects\/[A-Za-z0-9:.-]+\/locations\/[A-Za-z0-9-]+$/;
const QUEUE = /^(projects\/[A-Za-z0-9:.-]+\/locations\/[A-Za-z0-9-]+)\/queues\/([A-Za-z0-9-]{1,100})$/;
const TASK =
  /^(projects\/[A-Za-z0-9:.-]+\/locations\/[A-Za-z0-9-]+\/queues\/[A-Za-z0-9-]{1,100})\/tasks\/([A-Za-z0-9_-]{1,500})$/;

/** INVALID_ARGUMENT unless `name` is `projects/P/locations/L`. */
export function checkLocationName(name: string): void {
  if (!LOCATION.test(name)) throw invalid(`Location name must be formatted "projects/P/locations/L", not "${name}"`);
}

/** The parts of `projects/P/locations/L/queues/Q`. INVALID_ARGUMENT for another form. */
export function parseQueueName(name: string): { location: string; id: string } {
  const match = QUEUE.exec(name);
  if (!match) throw invalid(`Queue name must be formatted "projects/P/locations/L/queues/Q", not "${name}"`);
  return { location: match[1]!, id: match[2]! };
}

/** The parts of `projects/P/locations/L/queues/Q/tasks/T`. INVALID_ARGUMENT for another form. */
export function parseTaskName(name: string): { queue: string; id: string } {
  const match = TASK.exec(name);
  if (!match) throw invalid(`Task name must be formatted "projects/P/locations/L/queues/Q/tasks/T", not "${name}"`);
  return { queue: match[1]!, id: match[2]! };
}

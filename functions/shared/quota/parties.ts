import type { Endpoint } from '../endpoint.ts';
import { projectLimits, userLimits } from './limits.ts';
import { type Party, Quota } from './quota.ts';

/** Whose use a request counts for. Without a user it is one for an image of a map, which nobody can be asked to repeat: it is not counted. */
interface Requester {
  readonly project: string;
  readonly user?: string;
}

const quota = new Quota();

function userOf({ user }: Requester, endpoint: Endpoint = 'standard'): Party[] {
  return user === undefined ? [] : [{ key: `user ${user}`, limits: userLimits(endpoint) }];
}

function projectOf({ user, project }: Requester): Party[] {
  return user === undefined ? [] : [{ key: `project ${project}`, limits: projectLimits() }];
}

/** Whose computations are counted: at the high-volume endpoint apart from those at the other one, as documented. */
function computing(requester: Requester, endpoint: Endpoint): Party[] {
  const parties = [...userOf(requester, endpoint), ...projectOf(requester)];
  return endpoint === 'standard' ? parties : parties.map((party) => ({ ...party, key: `${endpoint} ${party.key}` }));
}

/**
 * Counts a request of a user, whatever it is for.
 * @throws RESOURCE_EXHAUSTED beyond what the user may send; the clients wait and try again
 */
export function countUserRequest(requester: Requester): void {
  quota.request(userOf(requester));
}

/**
 * Counts a request in a project, of somebody who may make it there: others must not use up what the project may send.
 * @throws RESOURCE_EXHAUSTED beyond what the project may send; the clients wait and try again
 */
export function countProjectRequest(requester: Requester): void {
  quota.request(projectOf(requester));
}

/**
 * Counts a computation of a user in a project, at an endpoint.
 * @returns a function to be called when it has ended
 * @throws RESOURCE_EXHAUSTED beyond what the user or the project may have computed at a time; the clients wait and try again
 */
export function countComputation(requester: Requester, endpoint: Endpoint): () => void {
  return quota.computation(computing(requester, endpoint));
}

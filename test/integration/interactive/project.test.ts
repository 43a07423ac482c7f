import { describe, expect, it } from 'vitest';
import { projectDocument } from '../../../functions/shared/tasks/documents.ts';
import { sharedTerrane } from '../terrane.ts';

const server = sharedTerrane();

const send = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${server.url}/v1/${path}`, init);
  const body = (await response.json()) as { error?: { message: string } };
  return { status: response.status, body };
};
const get = (path: string) => send(path);

describe('how many exports of a project run at once', () => {
  /** As the Python client's `updateProjectConfig` sends it, with `updateMask` in its spelling. */
  const update = (project: string, mask: string, body: object) =>
    send(`projects/${project}/config?${mask}alt=json`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const config = (project: string, maxConcurrentExports: number) => ({
    status: 200,
    body: { name: `projects/${project}/config`, maxConcurrentExports, planMaxConcurrentExports: 2 },
  });

  it('is what the server allows, or less', async () => {
    expect(await get('projects/one-slot/config')).toEqual(config('one-slot', 2));
    const mask = 'updateMask=max_concurrent_exports&';
    expect(await update('one-slot', mask, { maxConcurrentExports: 1 })).toEqual(config('one-slot', 1));
    expect(await get('projects/one-slot/config')).toEqual(config('one-slot', 1));
    expect(await get('projects/demo-proj/config')).toEqual(config('demo-proj', 2));
    // What is named and not given is removed.
    expect(await update('one-slot', 'updateMask=maxConcurrentExports&', {})).toEqual(config('one-slot', 2));
    // The server's bound was lowered since.
    await projectDocument('five-slots').set({ maxConcurrentExports: 5 });
    expect(await get('projects/five-slots/config')).toEqual(config('five-slots', 2));
  });

  it.each([
    [
      'updateMask=max_concurrent_exports&',
      { maxConcurrentExports: 3 },
      "'maxConcurrentExports': it must be from 1 to 2",
    ],
    [
      'updateMask=max_concurrent_exports&',
      { maxConcurrentExports: 0 },
      "'maxConcurrentExports': it must be from 1 to 2",
    ],
    ['updateMask=max_concurrent_exports&', { maxConcurrentExports: 1.5 }, "'maxConcurrentExports' (TYPE_INT32), 1.5"],
    [
      'updateMask=registration_state&',
      { registrationState: 'NOT_REGISTERED' },
      "'registration_state' cannot be changed",
    ],
    ['updateMask=maxConcurrentExports,planMaxConcurrentExports&', {}, "'planMaxConcurrentExports' cannot be changed"],
    ['updateMask=maxConcurrentExports,,&', {}, 'it has an empty name'],
    ['', { maxConcurrentExports: 1 }, "The parameter 'updateMask' is missing"],
    ['updateMask=*&', { slots: 1 }, 'Unknown name "slots"'],
  ])('%s %j is refused', async (mask, body, problem) => {
    const { status, body: reply } = await update('no-slots', mask, body);
    expect(reply.error?.message).toContain(problem);
    expect(status).toBe(400);
    expect(await get('projects/no-slots/config')).toEqual(config('no-slots', 2));
  });
});

it('a project has the capabilities that are for everybody', async () => {
  expect(await get('projects/demo-proj/capabilities')).toEqual({ status: 200, body: { capabilities: ['PUBLIC'] } });
  expect((await get('projects/Not_A_Project/capabilities')).status).toBe(400);
});

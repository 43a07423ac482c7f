import { expect, it } from 'vitest';
import { projectDocument } from '../../../functions/shared/tasks/documents.ts';
import { sharedTerrane } from '../terrane.ts';

const server = sharedTerrane();

const get = async (path: string) => {
  const response = await fetch(`${server.url}/v1/${path}`);
  return { status: response.status, body: (await response.json()) as object };
};

it('a project says how many exports run at once', async () => {
  const body = { name: 'projects/demo-proj/config', maxConcurrentExports: 2 };
  expect(await get('projects/demo-proj/config')).toEqual({ status: 200, body });
  await projectDocument('five-slots').set({ maxConcurrentExports: 5 });
  const five = { name: 'projects/five-slots/config', maxConcurrentExports: 5 };
  expect(await get('projects/five-slots/config')).toEqual({ status: 200, body: five });
});

it('a project has the capabilities that are for everybody', async () => {
  expect(await get('projects/demo-proj/capabilities')).toEqual({ status: 200, body: { capabilities: ['PUBLIC'] } });
  expect((await get('projects/Not_A_Project/capabilities')).status).toBe(400);
});

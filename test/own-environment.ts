import { afterAll } from 'vitest';

/** A file of tests leaves the environment as it was, for the next one that its process runs. */
const before = { ...process.env };

afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
});

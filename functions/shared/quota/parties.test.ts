import { afterEach, expect, it, vi } from 'vitest';
import { useLocalCloud } from '../google/local-cloud.testing.ts';
import { countComputation } from './parties.ts';

useLocalCloud();
afterEach(() => {
  vi.unstubAllEnvs();
});

it('at the high-volume endpoint a user may have as much computed as a project, and it is counted apart', () => {
  vi.stubEnv('TERRANE_USER_COMPUTATIONS', '1');
  vi.stubEnv('TERRANE_PROJECT_COMPUTATIONS', '3');
  const caller = { project: 'parties', user: 'parties@example.org' };
  const standard = countComputation(caller, 'standard');
  expect(() => countComputation(caller, 'standard')).toThrow('Too many concurrent aggregations.');
  const ends = [1, 2, 3].map(() => countComputation(caller, 'high-volume'));
  expect(() => countComputation(caller, 'high-volume')).toThrow('Too many concurrent aggregations.');
  for (const end of ends) end();
  countComputation(caller, 'high-volume')();
  standard();
  countComputation(caller, 'standard')();
});

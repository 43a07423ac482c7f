import { expect, it } from 'vitest';
import { compareRuns } from './compare.ts';

/** `npm run chaos`, small: one of each kind, and a few blows. */
it('whatever is killed, lost and doubled, all comes to the same end, and nothing is left', async () => {
  const { calm, differences } = await compareRuns({
    works: 17,
    schedules: 2,
    projects: 3,
    pause: 1200,
    longest: 6_000,
    seed: 7,
    verbose: false,
  });
  const states = Object.values(calm.operations).map((state) => state.split(' ')[0]);
  expect(states.toSorted()).toEqual([...Array(2).fill('FAILED'), ...Array(17).fill('SUCCEEDED')]);
  expect(Object.keys(calm.objects).length).toBeGreaterThan(100);
  expect(differences).toEqual([]);
});

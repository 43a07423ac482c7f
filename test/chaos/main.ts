import { parseArgs } from 'node:util';
import { compareRuns } from './compare.ts';

/**
 * `npm run chaos [-- --works 200 --schedules 50 --seed 1]`: exports and imports of all kinds, and schedules, undisturbed and then while processes
 * are killed, threads end, clocks jump by an hour, and the cloud refuses calls, loses answers, and delivers tasks twice, late, or for nothing. Ends with
 * 1 if anything is not as in the undisturbed run, to the last bit, or is left over.
 */
const { values } = parseArgs({
  options: {
    works: { type: 'string', default: '200' },
    schedules: { type: 'string', default: '50' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    pause: { type: 'string', default: '4000' },
    minutes: { type: 'string', default: '15' },
  },
});
const seed = Number(values.seed);
console.log(`seed ${seed}`);
const { calm, differences } = await compareRuns({
  works: Number(values.works),
  schedules: Number(values.schedules),
  projects: 4,
  pause: Number(values.pause),
  longest: Number(values.minutes) * 60_000,
  seed,
  verbose: true,
});
for (const difference of differences) console.log(difference);
const [operations, objects] = [calm.operations, calm.objects].map((all) => Object.keys(all).length);
console.log(`${operations} operations, ${objects} objects: ${differences.length} differences`);
process.exitCode = differences.length > 0 ? 1 : 0;

import { type ChaosOptions, run } from './chaos.ts';

/** One run, in a process of its own: the clients of a process know one cloud. Its parent gives the options, and is told the outcome. */
const options = JSON.parse(process.argv[2]) as ChaosOptions;
const outcome = await run(options);
process.send?.(outcome, undefined, {}, () => process.exit(0));

import { table } from '../bench/measure.ts';
import { calm, mixed, throughput, viewport } from './parts.ts';
import { Target } from './target.ts';

/**
 * `npm run load [minutes]`: what a Terrane in a process of its own answers under loads, and how much memory it has after some minutes (1, if it is not
 * said) of all at once. Prints measurements; nothing is asserted, as machines differ.
 */
const minutes = Number(process.argv[2] ?? 1);
if (!(minutes > 0)) throw new Error('npm run load [minutes]');
const target = await Target.start();
try {
  table('A map window', await viewport(target));
  table('Small values', await throughput(target));
  table('New tiles one after the other', await calm(target));
  table('All at once', await mixed(target, minutes));
} finally {
  await target.stop();
}

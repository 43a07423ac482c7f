import { resolve } from 'node:path';
import { isOpen } from '../../functions/shared/identity/auth-mode.ts';
import { checkAuthentication } from '../../functions/shared/identity/configured.ts';
import { isLoopbackHost } from '../../functions/shared/identity/loopback.ts';
import { checkSettings } from '../../functions/shared/settings.ts';
import { makeConsole } from '../console/make-console.ts';
import { installSamples } from './samples.ts';
import { serveTerrane } from './serve.ts';

/** `npm start`: Terrane on the loopback address, with its state in a folder and the samples in place. */

// A line for each request is for the cloud's log; here it would bury the one line that matters.
process.env['TERRANE_LOG'] ??= 'off';

const port = Number(process.env['PORT'] ?? 8080);
/** An empty one counts as not given. */
const highVolumePort = process.env['HIGH_VOLUME_PORT'] ? Number(process.env['HIGH_VOLUME_PORT']) : undefined;
const dataDir = resolve(process.env['TERRANE_DATA'] ?? '.terrane');
const host = process.env['HOST'] ?? '127.0.0.1';

process.env['TERRANE_AUTH'] ||= 'open';
try {
  // What is missing or wrong is told now, not to the first caller.
  checkSettings();
  checkAuthentication();
  if (isOpen() && !isLoopbackHost(host)) {
    throw new Error(
      `TERRANE_AUTH=open serves callers on this machine only, not at ${host}: set TERRANE_AUTH=token and TERRANE_TOKEN, or another way to tell who calls (docs/security.md).`,
    );
  }
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

const making = makeConsole();
// Told of where it is awaited.
making.catch(() => {});
const terrane = await serveTerrane({
  dataDir,
  port,
  host,
  ...(highVolumePort === undefined ? {} : { highVolumePort }),
}).catch((error: Error) => {
  // A port that is taken, or a folder that is not ours: the message says it all.
  console.error(error.message);
  process.exit(1);
});
// Before the first request, at which it is read.
await making.catch((error: Error) => console.error(`The web console could not be built: ${error.message}`));
console.log(`Terrane is ready at ${terrane.url} (high volume: ${terrane.highVolumeUrl})`);

/** Requests under way are served, as far as their time suffices. */
async function end(): Promise<void> {
  // The functions go by the environment that is there when they are loaded.
  const { endGracefully } = await import('../../functions/shared/api/http/ending.ts');
  await endGracefully(() => terrane.stop());
}

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(1);
    stopping = true;
    void end().then(() => process.exit(0));
  });
}

const auth = process.env['TERRANE_AUTH'] ?? '';
if (auth === 'open' || auth.split(',').includes('token')) {
  // Who stops the server meanwhile is told nothing of samples.
  await installSamples(terrane.url).catch((error: unknown) => {
    if (!stopping) throw error;
  });
  if (!stopping) console.log('The samples are there.');
} else console.log('The samples are not installed: that needs TERRANE_AUTH=open, or a list with token in it.');

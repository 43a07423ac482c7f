import { storage } from '../../../functions/shared/google/storage.ts';
import { makeConsole } from '../../../infra/console/make-console.ts';
import { installSamples } from '../../../infra/local/samples.ts';
import { serveTerrane } from '../../../infra/local/serve.ts';
import { BUCKET } from './bucket.ts';
import type { SharedTerrane } from './start.ts';

/** The process of the Terrane that test files share. It ends when nobody listens to it any more. */

process.env['TERRANE_LOG'] ??= 'off';
const [terrane] = await Promise.all([serveTerrane(), makeConsole()]);
process.once('disconnect', () => void terrane.stop().then(() => process.exit()));
await installSamples(terrane.url);
await storage().createBucket(BUCKET);
process.send?.({
  url: terrane.url,
  highVolumeUrl: terrane.highVolumeUrl,
  env: terrane.cloud.env,
} satisfies SharedTerrane);

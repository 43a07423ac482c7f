import { storage } from '../../../functions/shared/google/storage.ts';
import { startProvider } from '../../../functions/shared/identity/identity.testing.ts';
import { installSamples } from '../../../infra/local/samples.ts';
import { startBuilt } from '../../deploy/built.ts';
import { BUCKET } from './bucket.ts';
import type { SharedTerrane } from './start.ts';

/** The Terrane that test files share, as it is deployed: built, and for those who sign in. The tests' callers are signed in as its owner. */

const provider = await startProvider();
const terrane = await startBuilt(
  {
    TERRANE_LOG: 'off',
    TERRANE_AUTH: 'oidc',
    TERRANE_OIDC_ISSUER: provider.issuer,
    TERRANE_OIDC_AUDIENCE: 'terrane',
    TERRANE_OWNERS: 'boss@example.org',
    // As in open mode, for which the tests are written.
    TERRANE_ALLOWED_ORIGINS: 'http://localhost:5173',
    TERRANE_BUCKETS: '*/*',
    TERRANE_DRIVE_BUCKETS: `*/${BUCKET}-drive`,
    TERRANE_USER_REQUESTS: '10000',
    TERRANE_PROJECT_REQUESTS: '10000',
  },
  () => provider.signed({ sub: 'boss', email: 'boss@example.org' }),
);
Object.assign(process.env, terrane.env);
process.once('disconnect', () => {
  provider.stop();
  void terrane.stop().then(() => process.exit());
});
await installSamples(terrane.url);
for (const name of [BUCKET, `${BUCKET}-drive`]) await storage().createBucket(name);
const { url, highVolumeUrl, env } = terrane;
process.send?.({ url, highVolumeUrl, env } satisfies SharedTerrane);

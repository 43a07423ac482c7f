import { http } from '@google-cloud/functions-framework';
import { createFunction } from '../shared/api/function.ts';
import { withHealth } from '../shared/api/http/health.ts';
import { missingFirestore } from '../shared/google/reachable.ts';
import { warmUp } from '../shared/jobs/pool.ts';
import { checkSettings, SETTINGS } from '../shared/settings.ts';
import { startTelemetry } from '../shared/telemetry/telemetry.ts';
import { withConsole } from './console/with-console.ts';
import { ALGORITHM_HANDLERS } from './handlers/algorithms.ts';
import { ASSET_COPY_HANDLERS } from './handlers/asset-copy.ts';
import { ASSET_LINK_HANDLERS } from './handlers/asset-links.ts';
import { ASSET_LIST_HANDLERS } from './handlers/asset-list.ts';
import { ASSET_POLICY_HANDLERS } from './handlers/asset-policies.ts';
import { ASSET_HANDLERS } from './handlers/assets.ts';
import { DOWNLOAD_HANDLERS } from './handlers/downloads.ts';
import { FEATURE_VIEW_HANDLERS } from './handlers/feature-views.ts';
import { FRAMES_HANDLERS } from './handlers/frames.ts';
import { IMAGE_COLLECTION_HANDLERS } from './handlers/image-collections.ts';
import { KEY_HANDLERS } from './handlers/keys.ts';
import { MAP_HANDLERS } from './handlers/maps.ts';
import { PIXEL_HANDLERS } from './handlers/pixels.ts';
import { PROJECT_HANDLERS } from './handlers/project.ts';
import { TABLE_HANDLERS } from './handlers/tables.ts';
import { THUMBNAIL_HANDLERS } from './handlers/thumbnails.ts';
import { UPLOAD_HANDLERS } from './handlers/uploads.ts';
import { VALUE_HANDLERS } from './handlers/value.ts';
import { withTokens } from './token/with-tokens.ts';

/** The methods of this function. */
export const INTERACTIVE_HANDLERS = {
  ...ALGORITHM_HANDLERS,
  ...ASSET_HANDLERS,
  ...ASSET_LIST_HANDLERS,
  ...ASSET_COPY_HANDLERS,
  ...ASSET_LINK_HANDLERS,
  ...ASSET_POLICY_HANDLERS,
  ...DOWNLOAD_HANDLERS,
  ...FEATURE_VIEW_HANDLERS,
  ...FRAMES_HANDLERS,
  ...IMAGE_COLLECTION_HANDLERS,
  ...KEY_HANDLERS,
  ...MAP_HANDLERS,
  ...PIXEL_HANDLERS,
  ...PROJECT_HANDLERS,
  ...TABLE_HANDLERS,
  ...THUMBNAIL_HANDLERS,
  ...UPLOAD_HANDLERS,
  ...VALUE_HANDLERS,
};

/** The function for all that is answered at once: values, maps and their tiles, thumbnails, pixels, assets; the web console, and tokens for those who sign in by a key. */
export const interactive = createFunction(
  { name: 'interactive', handlers: INTERACTIVE_HANDLERS, seconds: SETTINGS.interactiveSeconds.read },
  { files: (inner) => withHealth(whatIsMissing)(withConsole(inner)), signIn: withTokens },
);

let isWarm = false;

async function whatIsMissing(): Promise<string | undefined> {
  if (!isWarm) return 'Threads are being started.';
  return missingFirestore();
}

checkSettings();
// Without waiting: the Firebase emulator cannot load modules that do. Where it fails, the process ends.
void startTelemetry();
http('interactive', interactive);
void warmUp().finally(() => {
  isWarm = true;
});

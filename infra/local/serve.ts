import { availableParallelism } from 'node:os';
import type { Endpoint } from '../../functions/shared/endpoint.ts';
import { type LocalCloud, startLocalCloud } from './cloud.ts';
import type { FaultPlan } from './faults.ts';
import { startFront } from './front.ts';
import { makeBucket } from './make-bucket.ts';
import { startBeside } from './next-port.ts';
import { removeOldUploads } from './old-uploads.ts';
import { startScheduler } from './scheduler.ts';
import { claimStateFolder } from './state-version.ts';

/** The bucket that takes the place of Google Drive, where the environment names no other. */
const DRIVE_BUCKET = 'terrane-drive';

/** Terrane on this machine. */
export interface LocalTerrane {
  /** `http://127.0.0.1:PORT`: the base URL for the clients. */
  readonly url: string;
  /** The same for the high-volume endpoint. */
  readonly highVolumeUrl: string;
  readonly cloud: LocalCloud;
  stop(): Promise<void>;
}

export interface ServeOptions {
  /** Folder of the state; in memory if not given. */
  readonly dataDir?: string;
  /** 0: any free one. */
  readonly port?: number;
  /** The port of the high-volume endpoint; 0: any free one. Where it is not given it is the one behind `port`, if that is free. */
  readonly highVolumePort?: number;
  /** The address to listen at: the loopback address, unless callers have to prove who they are. */
  readonly host?: string;
  readonly faults?: FaultPlan;
}

/**
 * Starts the local cloud and both functions, behind an address for each endpoint. The functions know of it by the environment alone, as they
 * do in the cloud; so there is one of it in a process.
 */
export async function serveTerrane({
  dataDir,
  port = 0,
  highVolumePort,
  host = '127.0.0.1',
  faults,
}: ServeOptions = {}): Promise<LocalTerrane> {
  if (dataDir) claimStateFolder(dataDir);
  const cloud = await startLocalCloud({
    ...(dataDir ? { dataDir } : {}),
    ...(faults ? { faults } : {}),
    storageThread: true,
  });
  Object.assign(process.env, cloud.env);
  process.env['TERRANE_AUTH'] ||= 'open';
  process.env['GOOGLE_CLOUD_PROJECT'] ??= 'terrane-local';
  process.env['TERRANE_UPLOAD_RELAY'] ??= 'on';
  // As few as keep the cores of one machine busy, so that an export that begins waits for few.
  process.env['TERRANE_CHUNK_WINDOW'] ??= String(2 * availableParallelism());
  process.env['TERRANE_DRIVE_BUCKETS'] ??= `*/${DRIVE_BUCKET}`;
  // The functions read the environment when they are loaded.
  const { getTestServer } = await import('@google-cloud/functions-framework/testing');
  const { interactive } = await import('../../functions/interactive/index.ts');
  const { batch } = await import('../../functions/batch/index.ts');
  const { closePool } = await import('../../functions/shared/jobs/pool.ts');
  const { firestore } = await import('../../functions/shared/google/firestore.ts');
  const { assetBucket, uploadBucket } = await import('../../functions/shared/google/storage.ts');
  void [interactive, batch];
  await Promise.all([assetBucket(), uploadBucket(), DRIVE_BUCKET].map(makeBucket));
  await removeOldUploads();
  const functions = { interactive: getTestServer('interactive'), batch: getTestServer('batch') };
  const start = (endpoint: Endpoint, at: number) =>
    startFront(functions, { storage: cloud.env.STORAGE_EMULATOR_HOST, endpoint, port: at, host });
  const front = await start('standard', port);
  const highVolume = await startBeside(port, highVolumePort, (at) => start('high-volume', at));
  const url = `http://127.0.0.1:${front.port}`;
  process.env['TERRANE_BATCH_URL'] = url;
  const scheduler = startScheduler(url);
  return {
    url,
    highVolumeUrl: `http://127.0.0.1:${highVolume.port}`,
    cloud,
    async stop() {
      await scheduler.stop();
      await Promise.all([front.close(), highVolume.close()]);
      await closePool();
      await cloud.stop();
      await firestore().terminate();
    },
  };
}

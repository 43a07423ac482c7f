import { readFileSync } from 'node:fs';
import { type LocalCloud, startLocalCloud } from '../../infra/local/cloud.ts';
import { startScheduler } from '../../infra/local/scheduler.ts';
import { startProxy } from './proxy.ts';
import { freePort, startFunction, unpackArchive } from './unpacked.ts';

/** Terrane as it is deployed: the archive's functions, each in a process of its own, beside the local cloud. */
export interface BuiltTerrane {
  /** One address before both functions, as the load balancer is in the cloud. */
  readonly url: string;
  /** The address of the high-volume endpoint. */
  readonly highVolumeUrl: string;
  /** What points the clients of another process at the same cloud and functions. */
  readonly env: LocalCloud['env'] & { readonly GOOGLE_CLOUD_PROJECT: string; readonly TERRANE_BATCH_URL: string };
  stop(): Promise<void>;
}

const HOST_PROJECT = 'terrane-local';

/** The environment that a service has in the cloud: threads, and the memory of each. */
function limitsOf(service: 'interactive' | 'high-volume' | 'steps'): Record<string, string> {
  const file = new URL('../../infra/terraform/services.tf.json', import.meta.url);
  const { locals } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly locals: {
      readonly services: { readonly [name: string]: { readonly environment: Record<string, string> } };
    };
  };
  return locals.services[service]!.environment;
}

/**
 * Builds the functions and starts them as Cloud Run does.
 * @param environment says whom they serve
 * @param signIn gives a token for callers who bring none that a server could check; without it they stay unknown
 */
export async function startBuilt(
  environment: Readonly<Record<string, string>>,
  signIn?: () => Promise<string>,
): Promise<BuiltTerrane> {
  const unpacked = await unpackArchive();
  const cloud = await startLocalCloud();
  for (const end of ['', '-uploads']) {
    await makeBucket(cloud.env.STORAGE_EMULATOR_HOST, `${HOST_PROJECT}-terrane${end}`);
  }
  const [first, second, third] = [await freePort(), await freePort(), await freePort()];
  const urls = { interactive: `http://127.0.0.1:${first}`, batch: `http://127.0.0.1:${second}` };
  const env = { ...cloud.env, GOOGLE_CLOUD_PROJECT: HOST_PROJECT, TERRANE_BATCH_URL: urls.batch };
  const common = { ...env, ...environment };
  const functions = [
    startFunction(unpacked.folder, 'interactive', first, { ...limitsOf('interactive'), ...common }),
    startFunction(unpacked.folder, 'batch', second, { ...limitsOf('steps'), ...common }),
    startFunction(unpacked.folder, 'interactive', third, { ...limitsOf('high-volume'), ...common }),
  ];
  await Promise.all(functions.map((one) => one.ready()));
  const proxy = await startProxy(urls, signIn);
  const highVolume = await startProxy({ ...urls, interactive: `http://127.0.0.1:${third}` }, signIn);
  const scheduler = startScheduler(urls.batch);
  return {
    url: proxy.url,
    highVolumeUrl: highVolume.url,
    env,
    async stop() {
      await scheduler.stop();
      await Promise.all([proxy.stop(), highVolume.stop()]);
      await Promise.all(functions.map((one) => one.stop()));
      await cloud.stop();
      unpacked.remove();
    },
  };
}

async function makeBucket(storage: string, name: string): Promise<void> {
  const response = await fetch(`${storage}/storage/v1/b?project=${HOST_PROJECT}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  });
  if (!response.ok) throw new Error(`The bucket ${name} could not be made: ${await response.text()}`);
}

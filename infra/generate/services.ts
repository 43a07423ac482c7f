import { MAX_BODY } from '../../functions/shared/api/http/body.ts';
import type { FunctionName } from '../../functions/shared/api/methods/method.ts';
import type { Endpoint } from '../../functions/shared/endpoint.ts';
import { SETTINGS } from '../../functions/shared/settings.ts';

/** What one of the cloud's services is given; memory follows from it. */
export interface Service {
  /** The function that it runs. */
  readonly entryPoint: FunctionName;
  /** Whether the load balancer leads to it; else Cloud Tasks and Cloud Scheduler alone. */
  readonly isPublic: boolean;
  /** TERRANE_THREADS: jobs that are computed at a time in each of its lanes. */
  readonly slots: number;
  /** Threads started ahead. */
  readonly warmThreads: number;
  /** Processor cores. */
  readonly cores: 1 | 2 | 4 | 6 | 8;
  /** Requests that an instance takes at a time; those beyond its slots wait in it. */
  readonly concurrency: number;
  /** Seconds that a request may take. */
  readonly seconds: number;
  /** Megabytes of a thread's heap, of its caches of blocks and tables, and of the pixels of one request. */
  readonly heap: number;
  readonly blocks: number;
  readonly tables: number;
  readonly tile: number;
}

/** Seconds beyond the time limit of a request, to answer that it was reached. */
const TO_ANSWER = 10;

/** The services, by the end of their names. */
export const SERVICES: { readonly [name: string]: Service } = {
  /** A person at a map or in a script: few requests, which may be large. */
  interactive: {
    entryPoint: 'interactive',
    isPublic: true,
    slots: 1,
    warmThreads: 2,
    cores: 2,
    concurrency: 20,
    seconds: 300 + TO_ANSWER,
    heap: 704,
    blocks: 256,
    tables: 64,
    tile: 576,
  },
  /** Programs: many requests at a time, each small. */
  'high-volume': {
    entryPoint: 'interactive',
    isPublic: true,
    slots: 3,
    warmThreads: 4,
    cores: 4,
    concurrency: 120,
    seconds: 300 + TO_ANSWER,
    heap: 512,
    blocks: 64,
    tables: 64,
    tile: 384,
  },
  /** The calls about exports and imports: it looks at expressions, and computes nothing. */
  batch: {
    entryPoint: 'batch',
    isPublic: true,
    slots: 1,
    warmThreads: 1,
    cores: 1,
    concurrency: 20,
    seconds: 120,
    heap: 320,
    blocks: 64,
    tables: 32,
    tile: 128,
  },
  /** The steps of exports and imports. Cloud Tasks waits no longer than 30 minutes. */
  steps: {
    entryPoint: 'batch',
    isPublic: false,
    slots: 2,
    warmThreads: 1,
    cores: 4,
    concurrency: 8,
    seconds: 1800,
    heap: 1024,
    blocks: 256,
    tables: 64,
    tile: 704,
  },
};

/** The most gigabytes that Cloud Run gives with so many cores. */
export const MOST_MEMORY: { readonly [cores: number]: number } = { 1: 4, 2: 8, 4: 16, 6: 24, 8: 32 };

/** Megabytes of a process without its threads. Measured: 190 before its first request. */
export const PROCESS = 384;
/** Megabytes of a thread besides its heap, caches and pixels. Measured: 106 in all before its first job, most of it heap. */
export const THREAD = 64;
/** Megabytes of blocks that a thread decodes at a time, besides its cache (functions/shared/raster/geotiff/block-cache.ts). */
export const DECODING = 128;
/** Megabytes of a request that waits: its body as bytes and as text, and the message read from it. */
export const REQUEST = Math.ceil((3 * MAX_BODY) / 2 ** 20);

/** The most threads of an instance (functions/shared/jobs/pool.ts). */
export function threadsOf({ slots }: Service): number {
  return 3 * slots + 1;
}

/** The most megabytes that a service uses: all threads full, and as many requests waiting as it takes. */
export function megabytesOf(service: Service): number {
  const thread = THREAD + service.heap + service.blocks + DECODING + service.tables + service.tile;
  return PROCESS + service.concurrency * REQUEST + threadsOf(service) * thread;
}

/** The memory that a service is given, in gigabytes. */
export function memoryOf(service: Service): number {
  return Math.ceil(megabytesOf(service) / 1024);
}

/** The text of `infra/terraform/services.tf.json`. */
export function servicesFile(): string {
  const services = Object.fromEntries(
    Object.entries(SERVICES).map(([name, service]) => [name, described(service, name === 'high-volume')]),
  );
  return `${JSON.stringify({ locals: { services } }, null, 2)}\n`;
}

function described(service: Service, isHighVolume: boolean) {
  const environment = {
    [SETTINGS.threads.variable]: service.slots,
    [SETTINGS.warmThreads.variable]: service.warmThreads,
    [SETTINGS.workerMegabytes.variable]: service.heap,
    [isHighVolume ? SETTINGS.highVolumeCacheMegabytes.variable : SETTINGS.blockCacheMegabytes.variable]: service.blocks,
    ...(isHighVolume ? { [SETTINGS.endpoint.variable]: 'high-volume' satisfies Endpoint } : {}),
    [SETTINGS.tableCacheMegabytes.variable]: service.tables,
    [SETTINGS.tileMegabytes.variable]: service.tile,
    ...(service.entryPoint === 'interactive'
      ? { [SETTINGS.interactiveSeconds.variable]: service.seconds - TO_ANSWER }
      : {}),
  };
  return {
    entry_point: service.entryPoint,
    public: service.isPublic,
    slots: service.slots,
    cpu: String(service.cores),
    memory: `${memoryOf(service)}Gi`,
    concurrency: service.concurrency,
    seconds: service.seconds,
    environment: Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)])),
  };
}

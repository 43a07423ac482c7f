import type { AddressInfo } from 'node:net';
import { enterLocalCloud, leaveLocalCloud } from '../../../functions/shared/google/local-cloud.testing.ts';
import type { FaultRule } from '../../../infra/local/faults.ts';

/** An operation as clients get it. */
export interface OperationReply {
  readonly name: string;
  readonly done?: boolean;
  readonly error?: { readonly code: number; readonly message: string };
  readonly response?: { readonly '@type': string };
  readonly metadata: {
    readonly state: string;
    readonly type: string;
    readonly attempt?: number;
    readonly progress?: number;
    readonly priority: number;
    readonly createTime: string;
    readonly endTime?: string;
    readonly destinationUris?: readonly string[];
    readonly stages?: readonly { readonly completeWorkUnits: number; readonly totalWorkUnits: string }[];
  };
}

/** A reply, whatever its status. */
export interface Reply {
  readonly status: number;
  readonly body: { readonly error?: { readonly status: string; readonly message: string } };
}

/** The function `batch` over the local cloud of its process. One at a time: it is known by the environment. */
export interface BatchServer {
  readonly url: string;
  post(path: string, body: object): Promise<Reply>;
  get(path: string): Promise<Reply>;
  remove(path: string): Promise<Reply>;
  /** Starts an operation; it must be accepted. */
  start(method: string, body: object): Promise<string>;
  /** Asks until the operation is over, and until nothing is left of its parts. */
  ended(name: string): Promise<OperationReply>;
  /** Asks until the operation is in a state. */
  reached(name: string, state: string): Promise<OperationReply>;
  /** The names of the objects in the bucket that exports go to. */
  objects(): Promise<string[]>;
  stop(): Promise<void>;
}

export const PROJECT = 'demo-proj';

/** Bucket that exports go to. */
export const BUCKET = 'exports-here';

/** How long a stop waits for requests under way, in milliseconds. */
const PATIENCE = 5000;

/** Starts it. `rules` are faults of the cloud. */
export async function startBatch(rules: FaultRule[] = []): Promise<BatchServer> {
  await enterLocalCloud(rules);
  Object.assign(process.env, { TERRANE_AUTH: 'open', TERRANE_LOG: process.env['TERRANE_LOG'] ?? 'off' });
  const { getTestServer } = await import('@google-cloud/functions-framework/testing');
  await import('../../../functions/batch/index.ts');
  const { assetBucket, storage } = await import('../../../functions/shared/google/storage.ts');
  const { operationDocument } = await import('../../../functions/shared/tasks/documents.ts');
  for (const name of [assetBucket(), BUCKET]) await storage().createBucket(name);
  const server = getTestServer('batch');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env['TERRANE_BATCH_URL'] = url;

  async function call(path: string, init: RequestInit): Promise<Reply> {
    const response = await fetch(url + path, init);
    return { status: response.status, body: (await response.json()) as Reply['body'] };
  }
  /** How long a machine that does much else may take for an export is not what is tested. */
  async function until(name: string, condition: (operation: OperationReply) => boolean): Promise<OperationReply> {
    const end = Date.now() + 60_000;
    for (;;) {
      const { body } = await call(`/v1/${name}`, {});
      const operation = body as unknown as OperationReply;
      if (condition(operation)) return operation;
      if (Date.now() > end) throw new Error(`${name} is still ${JSON.stringify(operation.metadata)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  return {
    url,
    post: (path, body) =>
      call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    get: (path) => call(path, {}),
    remove: (path) => call(path, { method: 'DELETE' }),
    async start(method, body) {
      const reply = await call(`/v1/projects/${PROJECT}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (reply.status !== 200) throw new Error(JSON.stringify(reply));
      return (reply.body as unknown as OperationReply).name;
    },
    async ended(name) {
      const operation = await until(name, ({ done }) => done === true);
      const document = operationDocument(name.slice(name.lastIndexOf('/') + 1));
      while ((await document.get()).data()?.['litter']) await new Promise((resolve) => setTimeout(resolve, 10));
      return operation;
    },
    reached: (name, state) => until(name, ({ metadata }) => metadata.state === state),
    async objects() {
      return (await storage().bucket(BUCKET).getFiles())[0].map(({ name }) => name);
    },
    async stop() {
      // Requests under way end while there is a cloud to ask: without one, its clients try again for a minute.
      const patience = setTimeout(() => server.closeAllConnections(), PATIENCE);
      const idle = setInterval(() => server.closeIdleConnections(), 20);
      await new Promise((resolve) => server.close(resolve));
      clearTimeout(patience);
      clearInterval(idle);
      await leaveLocalCloud();
    },
  };
}

/** A call of an algorithm, as a node of an expression. */
export function invoke(functionName: string, args: { readonly [name: string]: unknown }) {
  const wrapped = Object.entries(args).map(([name, value]) => [
    name,
    typeof value === 'object' && value !== null && 'functionInvocationValue' in value
      ? value
      : { constantValue: value },
  ]);
  return { functionInvocationValue: { functionName, arguments: Object.fromEntries(wrapped) } };
}

/** An expression of one node. */
export function expression(node: object) {
  return { result: '0', values: { '0': node } };
}

/** A constant image of `size` by `size` pixels of a degree from 0 N 0 E on, and as many bands as values. */
export function square(size: number, value: number | readonly number[] = 7) {
  const ring = [
    [0, size],
    [0, 0],
    [size, 0],
    [size, size],
  ];
  const projected = invoke('Image.setDefaultProjection', {
    image: invoke('Image.constant', { value }),
    crs: invoke('Projection', { crs: 'EPSG:4326' }),
    crsTransform: [1, 0, 0, 0, -1, 0],
  });
  return expression(
    invoke('Image.clipToBoundsAndScale', {
      input: projected,
      geometry: invoke('GeometryConstructors.Polygon', { coordinates: [ring], geodesic: false, evenOdd: true }),
      width: size,
      height: size,
    }),
  );
}

/** A request to export to a file. */
export function exportRequest(filenamePrefix: string, more: object = {}) {
  return {
    expression: square(8),
    description: filenamePrefix,
    fileExportOptions: { fileFormat: 'GEO_TIFF', cloudStorageDestination: { bucket: BUCKET, filenamePrefix } },
    ...more,
  };
}

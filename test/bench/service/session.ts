import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient, type Operation } from '../../../infra/local/api-client.ts';
import { type LocalTerrane, serveTerrane } from '../../../infra/local/serve.ts';
import { expression, type Node } from './expressions.ts';
import { Peer } from './peer.ts';

export const PROJECT = 'bench-service';

/** A scene's file, and the asset that it was imported as. */
export interface Scene {
  readonly side: number;
  readonly path: string;
  readonly asset: string;
}

/** Terrane on this machine with its state in a folder, and the peers, if they are there. */
export class Session {
  readonly folder: string;
  readonly api: ApiClient;
  readonly peer: Peer | undefined;
  readonly #terrane: LocalTerrane;
  #exports = 0;

  private constructor(folder: string, terrane: LocalTerrane, peer: Peer | undefined) {
    this.folder = folder;
    this.#terrane = terrane;
    this.peer = peer;
    this.api = new ApiClient(terrane.url, PROJECT);
  }

  static async open(): Promise<Session> {
    const missing = Peer.missing();
    if (missing) console.log(`Without peers: ${missing} (Debian: gdal-bin, python3-gdal, python3-rasterio).`);
    const folder = mkdtempSync(join(tmpdir(), 'terrane-bench-'));
    process.env['TERRANE_LOG'] = 'off';
    const terrane = await serveTerrane({ dataDir: join(folder, 'state') });
    const { storage } = await import('../../../functions/shared/google/storage.ts');
    await storage().createBucket(PROJECT);
    return new Session(folder, terrane, missing ? undefined : new Peer());
  }

  file(name: string): string {
    return join(this.folder, name);
  }

  /** Writes a scene's file and uploads it. */
  async scene(side: number): Promise<Scene> {
    const name = `scene-${side}.tif`;
    const path = this.file(name);
    const script = join(import.meta.dirname, '../write-scene.ts');
    const { status } = spawnSync(process.execPath, ['--max-old-space-size=8192', script, path, String(side), '4']);
    if (status !== 0) throw new Error('The scene could not be written.');
    await this.upload(path, name);
    return { side, path, asset: this.asset(`scene-${side}`) };
  }

  asset(id: string): string {
    return `projects/${PROJECT}/assets/${id}`;
  }

  async upload(path: string, object: string): Promise<void> {
    const { storage } = await import('../../../functions/shared/google/storage.ts');
    await storage().bucket(PROJECT).upload(path, { destination: object, resumable: false });
  }

  /** Writes a small file and uploads it. */
  async put(object: string, bytes: Uint8Array): Promise<string> {
    const path = this.file(object);
    writeFileSync(path, bytes);
    await this.upload(path, object);
    return path;
  }

  async download(object: string, path: string): Promise<void> {
    const { storage } = await import('../../../functions/shared/google/storage.ts');
    await storage().bucket(PROJECT).file(object).download({ destination: path });
  }

  /** Imports an object as an asset. */
  async importImage(object: string, asset: string): Promise<void> {
    const imageManifest = { name: asset, tilesets: [{ sources: [{ uris: [`gs://${PROJECT}/${object}`] }] }] };
    await this.#finish(await this.api.post(`projects/${PROJECT}/image:import`, { imageManifest }));
  }

  /**
   * Exports an image, from the submission to SUCCEEDED.
   * @returns the object's name
   */
  async exportImage(image: Node): Promise<string> {
    const filenamePrefix = `export-${this.#exports++}`;
    const fileExportOptions = {
      fileFormat: 'GEO_TIFF',
      cloudStorageDestination: { bucket: PROJECT, filenamePrefix },
    };
    const request = { expression: expression(image), fileExportOptions, maxPixels: 1e11 };
    await this.#finish(await this.api.post(`projects/${PROJECT}/image:export`, request));
    return `${filenamePrefix}.tif`;
  }

  /** Waits for the end of an operation, without asking again and again. */
  async #finish(operation: Operation): Promise<void> {
    let current = operation;
    while (!current.done) current = await this.api.post(`${operation.name}:wait`, { timeout: '60s' });
    if (current.error) throw new Error(`${current.name}: ${current.error.message}`);
  }

  /** Posts a request of this project, and reads the reply away. */
  async ask(method: string, body: object): Promise<void> {
    await readAway(
      await fetch(`${this.#terrane.url}/v1/projects/${PROJECT}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  }

  /** A map's tile. */
  async tile(map: string, [zoom, x, y]: readonly number[]): Promise<void> {
    await readAway(await fetch(`${this.#terrane.url}/v1/${map}/tiles/${zoom}/${x}/${y}`));
  }

  async close(): Promise<void> {
    this.peer?.end();
    await this.#terrane.stop();
    rmSync(this.folder, { recursive: true });
  }
}

async function readAway(reply: Response): Promise<void> {
  if (!reply.ok) throw new Error(await reply.text());
  await reply.arrayBuffer();
}

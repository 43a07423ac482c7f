import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../../infra/local/api-client.ts';
import { serveTerrane } from '../../infra/local/serve.ts';
import { table } from './measure.ts';
import { makeScene } from './scene.ts';

const PROJECT = 'bench-service';
/** Pixels a side of the scene: BENCH_SIDE=10980 for one of Sentinel-2's. */
const SIDE = Number(process.env['BENCH_SIDE'] ?? 4096);
const ROUNDS = 3;

const call = (functionName: string, args: object) => ({ functionInvocationValue: { functionName, arguments: args } });
const constant = (constantValue: unknown) => ({ constantValue });

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function seconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

/** GDAL's Python tool over the same file, with the same result; undefined where it is missing. */
function gdalCalc(scene: string, out: string): boolean {
  const args = ['--quiet', '--overwrite', '-A', scene, '--A_band=4', '-B', scene, '--B_band=3', '--type=Float32'];
  const creation = ['COMPRESS=DEFLATE', 'TILED=YES', 'BIGTIFF=IF_SAFER'].map((option) => `--co=${option}`);
  const calc = '--calc=(A.astype(numpy.float32)-B)/(A.astype(numpy.float32)+B)';
  return spawnSync('gdal_calc.py', [...args, ...creation, calc, `--outfile=${out}`], { stdio: 'ignore' }).status === 0;
}

/** A scene's way through the whole service: import and an NDVI export from submission to SUCCEEDED, against GDAL in the same rounds. */
export async function benchService(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'terrane-bench-'));
  process.env['TERRANE_LOG'] = 'off';
  const terrane = await serveTerrane({ dataDir: join(folder, 'state') });
  try {
    const { storage } = await import('../../functions/shared/google/clients.ts');
    const path = join(folder, 'scene.tif');
    writeFileSync(path, makeScene(SIDE, 4));
    await storage().createBucket(PROJECT);
    await storage().bucket(PROJECT).upload(path, { destination: 'scene.tif', resumable: false });
    const api = new ApiClient(terrane.url, PROJECT);
    const asset = `projects/${PROJECT}/assets/scene`;
    const imageManifest = { name: asset, tilesets: [{ sources: [{ uris: [`gs://${PROJECT}/scene.tif`] }] }] };
    const imported = await seconds(async () =>
      api.finish(await api.post(`projects/${PROJECT}/image:import`, { imageManifest })),
    );
    const load = call('Image.load', { id: constant(asset) });
    const ndvi = call('Image.normalizedDifference', { input: load, bandNames: constant(['b4', 'b3']) });
    let round = 0;
    const exportOnce = async () => {
      const fileExportOptions = {
        fileFormat: 'GEO_TIFF',
        cloudStorageDestination: { bucket: PROJECT, filenamePrefix: `ndvi-${round++}` },
      };
      const expression = { result: '0', values: { 0: ndvi } };
      await api.finish(
        await api.post(`projects/${PROJECT}/image:export`, { expression, fileExportOptions, maxPixels: 1e10 }),
      );
    };
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let i = 0; i < ROUNDS; i++) {
      ours.push(await seconds(exportOnce));
      const out = join(folder, 'ndvi.tif');
      const time = await seconds(() => {
        if (!gdalCalc(path, out)) console.log('gdal_calc.py is missing: nothing to compare with.');
      });
      theirs.push(time);
    }
    const [file] = await storage().bucket(PROJECT).file('ndvi-0.tif').getMetadata();
    table(`A scene of ${SIDE} x ${SIDE} pixels, 4 bands of uint16, ${(statSync(path).size / 1e6).toFixed(0)} MB`, [
      { work: 'import', seconds: imported.toFixed(2) },
      {
        work: 'NDVI export',
        seconds: median(ours).toFixed(2),
        'gdal_calc.py': median(theirs).toFixed(2),
        ratio: (median(ours) / median(theirs)).toFixed(2),
        MB: (Number(file.size) / 1e6).toFixed(0),
      },
    ]);
  } finally {
    await terrane.stop();
    rmSync(folder, { recursive: true });
  }
}

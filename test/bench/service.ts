import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiClient } from '../../infra/local/api-client.ts';
import { serveTerrane } from '../../infra/local/serve.ts';
import { table } from './measure.ts';

const PROJECT = 'bench-service';
/** Pixels a side of the scene: BENCH_SIDE=10980 for one of Sentinel-2's. */
const SIDE = Number(process.env['BENCH_SIDE'] ?? 4096);
const ROUNDS = 3;

const call = (functionName: string, args: object) => ({ functionInvocationValue: { functionName, arguments: args } });
const constant = (constantValue: unknown) => ({ constantValue });

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Seconds of a clock, and of processors. */
interface Spent {
  readonly wall: number;
  readonly cpu: number;
}

async function spent(work: () => unknown): Promise<Spent> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - start) / 1_000, cpu: (user + system) / 1e6 };
}

/** A command in a shell, which says at its end what it and its children have spent; undefined if it fails or is not there. */
function spentBy(command: string): Spent | undefined {
  const start = performance.now();
  const { status, stdout } = spawnSync('sh', ['-c', `${command} >/dev/null 2>&1 && times`], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const minutes = [...stdout.matchAll(/(\d+)m([\d.]+)s/g)];
  const cpu = minutes.reduce((sum, [, whole, rest]) => sum + 60 * Number(whole) + Number(rest), 0);
  return { wall: (performance.now() - start) / 1_000, cpu };
}

/** GDAL's Python tool over the same file, with the same result. */
function gdalCalc(scene: string, out: string): string {
  const calc = '(A.astype(numpy.float32)-B)/(A.astype(numpy.float32)+B)';
  const creation = '--co=COMPRESS=DEFLATE --co=TILED=YES --co=BIGTIFF=IF_SAFER';
  const inputs = `-A ${scene} --A_band=4 -B ${scene} --B_band=3`;
  return `gdal_calc.py --quiet --overwrite ${inputs} --type=Float32 ${creation} '--calc=${calc}' --outfile=${out}`;
}

/** What GDAL makes of a file at deflate's level 6, with the predictor for floats: megabytes. */
function gdalSize(file: string, out: string): number | undefined {
  const creation = '-co COMPRESS=DEFLATE -co ZLEVEL=6 -co PREDICTOR=3 -co TILED=YES -co BIGTIFF=IF_SAFER';
  return spentBy(`gdal_translate ${creation} ${file} ${out}`) && statSync(out).size / 1e6;
}

/**
 * A scene's way through the whole service: import and an NDVI export from submission to SUCCEEDED, against GDAL in the same rounds. The first
 * export, beside which threads start and code is compiled, is shown apart. Where others use the machine, the processors' time says more
 * than the clock.
 */
export async function benchService(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'terrane-bench-'));
  process.env['TERRANE_LOG'] = 'off';
  const terrane = await serveTerrane({ dataDir: join(folder, 'state') });
  try {
    const { storage } = await import('../../functions/shared/google/clients.ts');
    const path = join(folder, 'scene.tif');
    spawnSync(process.execPath, ['test/bench/write-scene.ts', path, String(SIDE), '4'], { stdio: 'inherit' });
    await storage().createBucket(PROJECT);
    await storage().bucket(PROJECT).upload(path, { destination: 'scene.tif', resumable: false });
    const api = new ApiClient(terrane.url, PROJECT);
    const asset = `projects/${PROJECT}/assets/scene`;
    const imageManifest = { name: asset, tilesets: [{ sources: [{ uris: [`gs://${PROJECT}/scene.tif`] }] }] };
    const imported = await spent(async () =>
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
    const first = await spent(exportOnce);
    const ours: Spent[] = [];
    const theirs: Spent[] = [];
    const out = join(folder, 'ndvi.tif');
    for (let i = 0; i < ROUNDS; i++) {
      ours.push(await spent(exportOnce));
      const peer = spentBy(gdalCalc(path, out));
      if (peer) theirs.push(peer);
      else console.log('gdal_calc.py is missing: nothing to compare with.');
    }
    const peak = process.resourceUsage().maxRSS / 1_024;
    const file = storage().bucket(PROJECT).file('ndvi-0.tif');
    const copy = join(folder, 'ours.tif');
    await file.download({ destination: copy });
    const size = statSync(copy).size / 1e6;
    const gdal = gdalSize(copy, out);
    const shown = (one: number, other: number | undefined) => (other ? (one / other).toFixed(2) : '');
    const row = (work: string, of: (spent: Spent) => number) => {
      const [own, peer] = [ours.map(of), theirs.map(of)].map((values) =>
        values.length > 0 ? median(values) : undefined,
      );
      return { work, Terrane: own?.toFixed(2) ?? '', GDAL: peer?.toFixed(2) ?? '', ratio: shown(own ?? 0, peer) };
    };
    table(`A scene of ${SIDE} x ${SIDE} pixels, 4 bands of uint16, ${(statSync(path).size / 1e6).toFixed(0)} MB`, [
      { work: 'import, seconds', Terrane: imported.wall.toFixed(2) },
      { work: 'first NDVI export, seconds', Terrane: first.wall.toFixed(2) },
      row('NDVI export, seconds', ({ wall }) => wall),
      row("NDVI export, processors' seconds", ({ cpu }) => cpu),
      { work: 'its megabytes', Terrane: size.toFixed(1), GDAL: gdal?.toFixed(1) ?? '', ratio: shown(size, gdal) },
      { work: 'peak of memory, MB', Terrane: peak.toFixed(0) },
    ]);
  } finally {
    await terrane.stop();
    rmSync(folder, { recursive: true });
  }
}

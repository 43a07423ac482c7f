import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewAsset } from '../../functions/shared/catalog/asset.ts';
import { startLocalCloud } from '../../infra/local/cloud.ts';
import { fastest, quantiles, table } from './measure.ts';
import { makeScene } from './scene.ts';

const SIZE = 4096;
const caller = { project: 'bench-project' };
const signal = new AbortController().signal;

const call = (functionName: string, args: object) => ({ functionInvocationValue: { functionName, arguments: args } });
const constant = (value: unknown) => ({ constantValue: value });
const expression = (node: object) => JSON.stringify({ result: '0', values: { 0: node } });

/** Peers that are run in the same session: their times say what the machine was like. */
function gdal(command: string, args: string[]): number | undefined {
  const started = performance.now();
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0 ? performance.now() - started : undefined;
}

/** NDVI of a whole scene, and map tiles of it, through the worker threads and the local Cloud Storage; against GDAL in the same run. */
export async function benchPixels(): Promise<void> {
  const cloud = await startLocalCloud();
  Object.assign(process.env, cloud.env);
  const { firestore } = await import('../../functions/shared/google/firestore.ts');
  const { storage, assetBucket } = await import('../../functions/shared/google/storage.ts');
  const { runJob, closePool } = await import('../../functions/shared/jobs/pool.ts');
  const { createAsset } = await import('../../functions/shared/catalog/write.ts');
  const { inTransaction } = await import('../../functions/shared/google/transaction.ts');
  const { parseAssetName } = await import('../../functions/shared/catalog/names.ts');
  const folder = mkdtempSync(join(tmpdir(), 'terrane-bench-'));
  try {
    const scene = makeScene(SIZE, 4);
    const path = join(folder, 'scene.tif');
    writeFileSync(path, scene);
    await storage().createBucket(assetBucket());
    const file = storage().bucket(assetBucket()).file('scene.tif');
    await file.save(scene, { resumable: false });
    const manifest = JSON.stringify({
      name: 'scene',
      tilesets: [{ sources: [{ uris: [`gs://${assetBucket()}/scene.tif`] }] }],
    });
    const { plan: planned } = await runJob(
      {
        kind: 'plan',
        caller,
        source: { kind: 'manifest', text: { text: manifest } },
        options: { target: 'asset', maxPixels: 1e9, tileSize: 512, cloudOptimized: true },
      },
      signal,
    );
    const name = parseAssetName('projects/bench-project/assets/scene');
    const [{ raster: written }] = planned.files;
    const raster = {
      bucket: assetBucket(),
      object: 'scene.tif',
      generation: String(file.metadata.generation),
      sampleType: 'uint16',
      transform: written.transform,
      dimensions: [SIZE, SIZE],
      crs: written.crs,
      missing: [],
      size: scene.length,
    };
    const asset: NewAsset = { ...planned.record, type: 'IMAGE', rasters: [raster] };
    await inTransaction((transaction) => createAsset(transaction, name, asset, { overwrite: false }));
    const load = call('Image.load', { id: constant(name.name) });
    const ndvi = call('Image.normalizedDifference', { input: load, bandNames: constant(['b4', 'b3']) });

    const source = { kind: 'expression', text: { text: expression(ndvi) } } as const;
    const options = { target: 'file', maxPixels: 1e9, tileSize: 256, cloudOptimized: false } as const;
    let bytes = 0;
    let exports = 0;
    const parts = (object: string) => ({ bucket: assetBucket(), object });
    const exportOnce = async () => {
      const { plan: planned, pins } = await runJob({ kind: 'plan', caller, source, options }, signal);
      const [plan] = planned.files;
      const operation = `bench-${exports++}`;
      const chunks = Array.from({ length: plan.chunks }, (_, chunk) =>
        runJob(
          {
            kind: 'chunk',
            caller,
            operation,
            source,
            pins: { text: pins },
            plan,
            chunk,
            parts: parts(`${operation}/${chunk}`),
            isBrief: false,
          },
          signal,
        ),
      );
      bytes = (await Promise.all(chunks)).flatMap(({ tiles }) => tiles.counts).reduce((sum, count) => sum + count, 0);
    };
    const ours = await fastest(3, exportOnce);
    const out = join(folder, 'ndvi.tif');
    const theirs = gdal('gdal_calc.py', [
      ...[
        '--quiet',
        '--overwrite',
        '-A',
        path,
        '--A_band=4',
        '-B',
        path,
        '--B_band=3',
        '--type=Float32',
        `--outfile=${out}`,
      ],
      ...['--co=COMPRESS=DEFLATE', '--co=TILED=YES', '--calc', '(A.astype(float64)-B)/(A.astype(float64)+B)'],
    ]);
    table(`NDVI of ${SIZE} x ${SIZE} pixels, two threads`, [
      {
        who: 'Terrane',
        ms: ours.toFixed(0),
        'of GDAL': theirs ? (ours / theirs).toFixed(2) : '-',
        MB: (bytes / 1e6).toFixed(1),
      },
      { who: 'gdal_calc.py', ms: theirs?.toFixed(0) ?? 'not installed', 'of GDAL': theirs ? 1 : '-', MB: '' },
    ]);

    const picture = expression(
      call('Image.visualize', {
        image: load,
        bands: constant(['b4', 'b3', 'b2']),
        min: constant(1500),
        max: constant(4000),
      }),
    );
    const durations: number[] = [];
    for (let i = 0; i < 120; i++) {
      const zoom = 10 + (i % 4);
      const at = tileAt(-35.6, -7.3, zoom);
      const started = performance.now();
      await runJob(
        { kind: 'render', caller, expression: picture, fileFormat: 'PNG', tile: { zoom, ...at }, limits: 'tile' },
        signal,
      );
      durations.push(performance.now() - started);
    }
    const { p50, p95 } = quantiles(durations.slice(40));
    table('Map tiles, warm', [
      { 'p50 ms': p50.toFixed(1), 'p95 ms': p95.toFixed(1), 'first ms': durations[0].toFixed(0) },
    ]);
    await closePool();
    await firestore().terminate();
  } finally {
    rmSync(folder, { recursive: true });
    await cloud.stop();
  }
}

function tileAt(longitude: number, latitude: number, zoom: number): { x: number; y: number } {
  const phi = (latitude * Math.PI) / 180;
  const n = 2 ** zoom;
  return {
    x: Math.floor(((longitude + 180) / 360) * n),
    y: Math.floor(((1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2) * n),
  };
}

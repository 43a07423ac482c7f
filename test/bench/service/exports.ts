import { statSync } from 'node:fs';
import { call, constant, load, type Node, ndvi, twentyOne } from './expressions.ts';
import { type Round, type Row, rowOf } from './row.ts';
import type { Scene, Session } from './session.ts';
import { median, type Spent, spent } from './spent.ts';

const DEFLATE = ['-co', 'COMPRESS=DEFLATE', '-co', 'TILED=YES', '-co', 'BIGTIFF=IF_SAFER'];

/** NDVI of a scene by GDAL's Python tool. */
function gdalCalc(scene: string, out: string): string[] {
  const near = 'A.astype(numpy.float32)';
  const calc = `--calc=(${near}-B)/(${near}+B)`;
  const inputs = ['-A', scene, '--A_band=4', '-B', scene, '--B_band=3'];
  const creation = DEFLATE.filter((option) => option !== '-co').map((option) => `--co=${option}`);
  return ['gdal_calc.py', '--quiet', '--overwrite', ...inputs, '--type=Float32', ...creation, calc, `--outfile=${out}`];
}

/** NDVI against GDAL and rasterio, a warp of all bands, and 21 operations: each from the submission to SUCCEEDED. */
export async function measureExports(session: Session, scene: Scene, rounds: number): Promise<Row[]> {
  const { peer } = session;
  const image = load(scene.asset);
  const out = session.file('peer.tif');
  const warped = call('Image.reproject', { image, crs: constant('EPSG:3857'), scale: constant(10) });
  const warp = ['gdalwarp', '-q', '-overwrite', '-t_srs', 'EPSG:3857', '-tr', '10', '10', '-r', 'near', ...DEFLATE];
  const own = (node: Node) => spent(() => session.exportImage(node));
  await session.exportImage(warped);
  await session.exportImage(twentyOne(image));
  const [calc, windowed, warps, many]: Round[][] = [[], [], [], []];
  for (let round = 0; round < rounds; round++) {
    const export1 = await own(ndvi(image));
    calc.push({ own: export1, peer: await peer?.ask('command', gdalCalc(scene.path, out)) });
    windowed.push({ own: export1, peer: await peer?.ask('windowed', scene.path, out, [3, 4]) });
    many.push({ own: await own(twentyOne(image)), peer: await own(ndvi(image)) });
    const command = [...warp, '-co', 'PREDICTOR=2', scene.path, out];
    warps.push({ own: await own(warped), peer: await peer?.ask('command', command) });
  }
  return [
    rowOf('NDVI export', 'gdal_calc.py', calc, 's', 0.35),
    rowOf('NDVI export', 'rasterio, windowed', windowed, 's', 0.5),
    rowOf('warp of 4 bands to EPSG:3857', 'gdalwarp', warps, 's', 0.4),
    rowOf('export of 21 operations', 'NDVI export', many, 's', 1.5),
    await sizeRow(session, image),
  ];
}

/** Megabytes of NDVI, and those that GDAL makes of the same pixels at deflate's level 6 with the predictor for floats. */
async function sizeRow(session: Session, image: Node): Promise<Row> {
  const [copy, out] = [session.file('own.tif'), session.file('size.tif')];
  await session.download(await session.exportImage(ndvi(image)), copy);
  const own = statSync(copy).size / 1e6;
  const row = { work: 'size of the NDVI export, MB', Terrane: own.toFixed(1) };
  if (!session.peer) return row;
  const options = [...DEFLATE, '-co', 'ZLEVEL=6', '-co', 'PREDICTOR=3'];
  await session.peer.ask('command', ['gdal_translate', ...options, copy, out]);
  const size = statSync(out).size / 1e6;
  const ratio = (own / size).toFixed(3);
  return { ...row, peer: 'GDAL, level 6', 'its time': size.toFixed(1), ratio, goal: '1.03' };
}

/** NDVI exports of scenes of several sizes: how their cost grows. */
export async function measureGrowth(session: Session, scenes: readonly Scene[], rounds: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { side, asset } of scenes) {
    const taken: Spent[] = [];
    for (let round = 0; round < rounds; round++) {
      taken.push(await spent(() => session.exportImage(ndvi(load(asset)))));
    }
    const of = (what: keyof Spent) => median(taken.map((one) => one[what]));
    const per = (seconds: number) => ((1e9 * seconds) / side ** 2).toFixed(0);
    rows.push({
      'pixels a side': String(side),
      seconds: of('wall').toFixed(2),
      'ns a pixel': per(of('wall')),
      "processors' ns a pixel": per(of('cpu')),
    });
  }
  return rows;
}

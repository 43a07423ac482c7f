import { Command } from 'commander';
import type { Operation } from '../client.ts';
import { ensureCollection } from '../containers.ts';
import { type Context, contextOf } from '../context.ts';
import { Failure } from '../failure.ts';
import { assetName } from '../names.ts';
import { collect, propertyOf, timestamp } from '../options.ts';
import { aligned, bar, styled } from '../output.ts';
import { withRemedy } from '../remedies.ts';
import { checkBands } from '../upload/bands.ts';
import { assetPart, dateInName, filesOf } from '../upload/files.ts';
import { sendFile } from '../upload/send.ts';
import { waited } from './task.ts';

/** What became of a file. */
interface Outcome {
  readonly file: string;
  readonly asset: string;
  readonly task?: string;
  readonly outcome: 'imported' | 'started' | 'failed';
  /** Why it was not imported. */
  readonly error?: string;
}

interface CommonOptions {
  readonly asset?: string;
  readonly overwrite?: boolean;
  readonly wait: boolean;
}

interface ImageOptions extends CommonOptions {
  readonly collection?: string;
  readonly bands?: string;
  readonly nodata?: string;
  readonly crs?: string;
  readonly pyramiding?: string;
  readonly timeStart?: string;
  readonly dates: boolean;
  readonly property: readonly string[];
}

const RASTERS = ['.tif', '.tiff'];
const TABLES = ['.csv', '.geojson', '.json', '.zip', '.kml', '.kmz', '.gpkg', '.fgb'];

const IMAGE = new Command('image')
  .description('make images of GeoTIFFs: each an asset; those of a collection with the days that their names say')
  .argument('<file...>', 'files, or folders of files')
  .option('-a, --asset <asset>', 'the name of the asset; for one file')
  .option('-c, --collection <asset>', 'the collection that the images go to: it is made if it is not there')
  .option('-b, --bands <names>', 'names of all bands of a file, with commas between them')
  .option('--nodata <values>', 'values that are no data, with commas between them')
  .option('--crs <code>', 'the reference system of files that do not say theirs, such as EPSG:32633')
  .option('--pyramiding <policy>', 'how overviews are made: mean, sample, min, max, mode or median')
  .option('--time-start <time>', 'when what is shown begins')
  .option('--no-dates', 'do not take days from names of files')
  .option('-p, --property <name=value>', 'a property; may be given several times', collect, [])
  .option('--overwrite', 'replace what is there')
  .option('--no-wait', 'do not wait until the images are there')
  .addHelpText(
    'after',
    '\nExamples:\n  terrane upload image dem.tif\n  terrane upload image scenes/ --collection sentinel2 --nodata 0',
  )
  .action(async (paths: string[], options: ImageOptions, command: Command) => {
    const context = contextOf(command);
    const { client } = context;
    const files = filesOf(paths, RASTERS);
    if (options.asset !== undefined && files.length > 1) {
      throw new Failure(`--asset is the name of one image, but there are ${files.length} files: give --collection.`);
    }
    const collection = options.collection && assetName(options.collection, client.target.project);
    if (collection) await ensureCollection(client, collection);
    await uploadAll(
      context,
      files,
      options,
      collection ?? '',
      (file, name, uri) => ({
        path: 'image:import',
        body: { imageManifest: imageManifest(file, name, uri, options) },
      }),
      (file) => checkBands(file, options.bands?.split(',').length),
    );
  });

const TABLE = new Command('table')
  .description('make tables of CSV, GeoJSON, shapefiles (zipped), KML, KMZ, GeoPackages and FlatGeobuf')
  .argument('<file...>', 'files, or folders of files')
  .option('-a, --asset <asset>', 'the name of the asset; for one file')
  .option('--crs <code>', 'the reference system of files that do not say theirs')
  .option('--charset <name>', 'the charset of text', '')
  .option('--overwrite', 'replace what is there')
  .option('--no-wait', 'do not wait until the tables are there')
  .addHelpText(
    'after',
    '\nExamples:\n  terrane upload table places.csv\n  terrane upload table regions.zip --asset borders/regions',
  )
  .action(async (paths: string[], options: CommonOptions & { crs?: string; charset: string }, command: Command) => {
    const context = contextOf(command);
    const files = filesOf(paths, TABLES);
    if (options.asset !== undefined && files.length > 1) {
      throw new Failure(`--asset is the name of one table, but there are ${files.length} files.`);
    }
    const { crs, charset } = options;
    await uploadAll(context, files, options, '', (_, name, uri) => ({
      path: 'table:import',
      body: {
        tableManifest: { name, sources: [{ uris: [uri], ...(crs ? { crs } : {}), ...(charset ? { charset } : {}) }] },
      },
    }));
  });

/** `terrane upload …` */
export const UPLOAD = new Command('upload').description('make assets of files').addCommand(IMAGE).addCommand(TABLE);

/**
 * Uploads files one after the other, starts their imports, and tells what became of each; fails if one did.
 * @param check throws a Failure for a file that is not to be sent
 */
async function uploadAll(
  { client, output }: Context,
  files: readonly string[],
  { asset, overwrite = false, wait }: CommonOptions,
  parent: string,
  request: (file: string, name: string, uri: string) => { readonly path: string; readonly body: object },
  check: (file: string) => Promise<void> = async () => {},
): Promise<void> {
  const { project } = client.target;
  const started: Outcome[] = [];
  for (const file of files) {
    const name =
      asset === undefined ? [parent || assetName('', project), assetPart(file)].join('/') : assetName(asset, project);
    try {
      await check(file);
      const uri = await sendFile(client, file, (part) => output.progress(`${file}  ${bar(part)}`));
      const { path, body } = request(file, name, uri);
      const operation = await client.post<Operation>(`${client.parent}/${path}`, { ...body, overwrite });
      started.push({ file, asset: name, task: operation.name, outcome: 'started' });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      started.push({ file, asset: name, outcome: 'failed', error: error.message });
    }
  }
  output.done();
  const outcomes: Outcome[] = [];
  for (const each of started) outcomes.push(wait && each.task !== undefined ? await outcomeOf(each, each.task) : each);
  if (outcomes.some(({ outcome }) => outcome === 'failed')) process.exitCode = 1;
  output.result(outcomes, () =>
    aligned(
      outcomes.map(({ file, asset: name, outcome, error }) => [outcome, file, error?.replaceAll('\n', ' ') ?? name]),
    ).map((line) => styled(line.startsWith('failed') ? 'red' : 'reset', line)),
  );

  async function outcomeOf(each: Outcome, task: string): Promise<Outcome> {
    const { error } = await waited(client, output, task, each.file);
    return error ? { ...each, outcome: 'failed', error: withRemedy(error.message) } : { ...each, outcome: 'imported' };
  }
}

function imageManifest(file: string, name: string, uri: string, options: ImageOptions): object {
  const { bands, nodata, crs, pyramiding, timeStart, dates, property } = options;
  const day = timeStart === undefined ? (dates ? dateInName(file) : undefined) : timestamp(timeStart);
  return {
    name,
    tilesets: [{ id: 'file', sources: [{ uris: [uri] }], ...(crs ? { crs } : {}) }],
    ...(bands
      ? {
          bands: bands
            .split(',')
            .map((id, tilesetBandIndex) => ({ id: id.trim(), tilesetId: 'file', tilesetBandIndex })),
        }
      : {}),
    ...(nodata ? { missingData: { values: nodata.split(',').map(numberOf) } } : {}),
    ...(pyramiding ? { pyramidingPolicy: pyramiding.toUpperCase() } : {}),
    ...(day ? { startTime: day } : {}),
    properties: Object.fromEntries(property.map(propertyOf)),
  };
}

/** @throws Failure */
function numberOf(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new Failure(`--nodata: '${text}' is not a number.`);
  return value;
}

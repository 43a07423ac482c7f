import { Command } from 'commander';
import type { Dataset } from '../catalog/dataset.ts';
import { DATASETS } from '../catalog/datasets/datasets.ts';
import { type SeededAsset, seed } from '../catalog/seed.ts';
import { contextOf } from '../context.ts';
import { Failure } from '../failure.ts';
import { aligned } from '../output.ts';
import { waited } from './task.ts';

const SEED = new Command('seed')
  .description(
    'put stand-ins of well-known datasets into the public catalogue, under their official ids: right bands, types, scales, dates and properties, invented values',
  )
  .argument('[id...]', 'the datasets; all if none is named')
  .addHelpText(
    'after',
    '\nThey are small and lie around Berkeley, California. Each says that it is synthetic. What is there stays as it is.\nThis takes an owner of the server, or a writer of the project earthengine-public.\n\nExamples:\n  terrane catalog seed\n  terrane catalog seed LANDSAT/LC08/C02/T1_L2 USGS/SRTMGL1_003',
  )
  .action(async (ids: string[], _, command: Command) => {
    const { client, output } = contextOf(command);
    const unknown = ids.find((id) => !DATASETS.some((dataset) => dataset.id === id));
    if (unknown !== undefined) throw new Failure(`There is no stand-in of ${unknown}: terrane catalog ls.`);
    const chosen = DATASETS.filter(({ id }) => ids.length === 0 || ids.includes(id));
    const started: SeededAsset[] = [];
    for (const dataset of chosen) {
      output.progress(`making ${dataset.id}`);
      started.push(...(await seed(client, dataset)));
    }
    const done: { readonly asset: string; readonly error?: string }[] = [];
    for (const { asset, operation } of started) {
      const { error } = await waited(client, output, operation, asset);
      done.push(error ? { asset, error: error.message } : { asset });
    }
    if (done.some(({ error }) => error)) process.exitCode = 1;
    output.result(done, () =>
      done.length === 0
        ? ['All of it is there already.']
        : aligned(done.map(({ asset, error }) => [error ? 'failed' : 'made', asset, error ?? ''])),
    );
  });

const LIST = new Command('ls')
  .description('list the datasets that there are stand-ins of')
  .action((_, command: Command) => {
    const { output } = contextOf(command);
    output.result(
      DATASETS.map(({ id, title }) => ({ id, title })),
      () => aligned(DATASETS.map((dataset) => [dataset.id, sizeOf(dataset), dataset.title])),
    );
  });

function sizeOf(dataset: Dataset): string {
  if (dataset.kind === 'table') return counted(dataset.features.length, 'feature');
  const bands = counted(dataset.bands.length, 'band');
  return dataset.kind === 'image' ? bands : `${counted(dataset.scenes.length, 'image')}, ${bands}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** `terrane catalog …` */
export const CATALOG = new Command('catalog')
  .description('stand-ins of public datasets, for scripts and tests')
  .addCommand(SEED)
  .addCommand(LIST);

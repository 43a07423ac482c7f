import { Command } from 'commander';
import { createContainer } from '../containers.ts';
import { contextOf } from '../context.ts';
import { Failure } from '../failure.ts';
import { assetName, listPath } from '../names.ts';
import { collect, propertyOf, timestamp } from '../options.ts';
import { aligned, styled } from '../output.ts';
import { ACL } from './acl.ts';

interface Asset {
  readonly name: string;
  readonly type: string;
  readonly sizeBytes?: string;
  readonly updateTime?: string;
  readonly featureCount?: string;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly properties?: { readonly [name: string]: unknown };
  readonly bands?: readonly {
    readonly id: string;
    readonly dataType: {
      readonly precision: string;
      readonly range?: { readonly min?: number; readonly max?: number };
    };
    readonly grid: {
      readonly crsCode?: string;
      readonly dimensions?: { readonly width: number; readonly height: number };
    };
  }[];
}

const ASSET = '[asset]';

const LIST = new Command('ls')
  .description('list what is in a folder or collection')
  .argument(ASSET, 'a path in the project, or a full name; the root if there is none', '')
  .option('-r, --recursive', 'what is in folders below, too')
  .action(async (path: string, { recursive = false }: { recursive?: boolean }, command: Command) => {
    const { client, output } = contextOf(command);
    const found: Asset[] = [];
    const left = [assetName(path, client.target.project)];
    for (let folder = left.shift(); folder !== undefined; folder = left.shift()) {
      for await (const asset of client.list<Asset>(listPath(folder), 'assets')) {
        found.push(asset);
        if (recursive && isContainer(asset)) left.push(asset.name);
      }
    }
    output.result(found, () =>
      aligned(
        found.map(({ type, sizeBytes, updateTime = '', name }) => [
          type,
          sizeOf(sizeBytes),
          updateTime.slice(0, 19),
          name,
        ]),
      ),
    );
  });

const INFO = new Command('info')
  .description('show what is known of an asset')
  .argument('<asset>')
  .action(async (path: string, _, command: Command) => {
    const { client, output } = contextOf(command);
    const asset = await client.get<Asset>(assetName(path, client.target.project));
    output.result(asset, () => linesOf(asset));
  });

const SET = new Command('set')
  .description('set properties, or times; an empty value removes one')
  .argument('<asset>')
  .option(
    '-p, --property <name=value>',
    'a property: numbers and JSON are taken as such; may be given several times',
    collect,
    [],
  )
  .option('--time-start <time>', 'when what is shown begins: 2024-06-01, or 2024-06-01T10:00:00Z')
  .option('--time-end <time>')
  .action(
    async (
      path: string,
      { property, timeStart, timeEnd }: { property: string[]; timeStart?: string; timeEnd?: string },
      command: Command,
    ) => {
      const { client, output } = contextOf(command);
      const properties = Object.fromEntries(property.map(propertyOf));
      const asset = {
        properties,
        ...(timeStart === undefined ? {} : { startTime: timestamp(timeStart) }),
        ...(timeEnd === undefined ? {} : { endTime: timestamp(timeEnd) }),
      };
      const updateMask = [
        ...Object.keys(properties).map((name) => `properties.${/^\w+$/.test(name) ? name : `"${name}"`}`),
        ...(timeStart === undefined ? [] : ['start_time']),
        ...(timeEnd === undefined ? [] : ['end_time']),
      ].join();
      if (updateMask === '') throw new Failure('There is nothing to set: give --property, --time-start or --time-end.');
      const changed = await client.patch<Asset>(assetName(path, client.target.project), { asset, updateMask });
      output.result(changed, () => linesOf(changed));
    },
  );

const COPY = new Command('cp')
  .description('copy an asset')
  .argument('<source>')
  .argument('<destination>')
  .option('--overwrite', 'replace what is there')
  .action(async (source: string, destination: string, { overwrite = false }, command: Command) => {
    const { client, output } = contextOf(command);
    const { project } = client.target;
    const destinationName = assetName(destination, project);
    const made = await client.post<Asset>(`${assetName(source, project)}:copy`, { destinationName, overwrite });
    output.result(made, () => [made.name]);
  });

const MOVE = new Command('mv')
  .description('move or rename an asset')
  .argument('<source>')
  .argument('<destination>')
  .action(async (source: string, destination: string, _, command: Command) => {
    const { client, output } = contextOf(command);
    const { project } = client.target;
    const made = await client.post<Asset>(`${assetName(source, project)}:move`, {
      destinationName: assetName(destination, project),
    });
    output.result(made, () => [made.name]);
  });

const REMOVE = new Command('rm')
  .description('delete assets')
  .argument('<asset...>')
  .option('-r, --recursive', 'what is in folders and collections, too')
  .action(async (paths: string[], { recursive = false }: { recursive?: boolean }, command: Command) => {
    const { client, output } = contextOf(command);
    const deleted: string[] = [];
    for (const path of paths) {
      const name = assetName(path, client.target.project);
      if (recursive) await removeChildren(name);
      await client.delete(name);
      deleted.push(name);
    }
    output.result(deleted, () => deleted);

    async function removeChildren(name: string): Promise<void> {
      if (!isContainer(await client.get<Asset>(name))) return;
      const children: Asset[] = [];
      for await (const child of client.list<Asset>(listPath(name), 'assets')) children.push(child);
      for (const child of children) {
        if (isContainer(child)) await removeChildren(child.name);
        await client.delete(child.name);
        deleted.push(child.name);
      }
    }
  });

const CREATE = new Command('create')
  .description('make a folder, or a collection of images')
  .argument('<asset>')
  .option('-c, --collection', 'a collection of images')
  .action(async (path: string, { collection = false }: { collection?: boolean }, command: Command) => {
    const { client, output } = contextOf(command);
    const type = collection ? 'IMAGE_COLLECTION' : 'FOLDER';
    const made = await createContainer(client, assetName(path, client.target.project), type);
    output.result(made, () => [made.name]);
  });

/** `terrane asset …` */
export const ASSETS = new Command('asset')
  .description('list, show and change assets')
  .addCommand(LIST)
  .addCommand(INFO)
  .addCommand(CREATE)
  .addCommand(SET)
  .addCommand(COPY)
  .addCommand(MOVE)
  .addCommand(REMOVE)
  .addCommand(ACL);

function isContainer({ type }: Asset): boolean {
  return type === 'FOLDER' || type === 'IMAGE_COLLECTION';
}

function sizeOf(bytes: string | undefined): string {
  if (bytes === undefined) return '';
  const size = Number(bytes);
  const power = size < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(size) / 3));
  return `${(size / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${['B', 'kB', 'MB', 'GB', 'TB'][power]}`;
}

function linesOf({
  name,
  type,
  sizeBytes,
  updateTime,
  featureCount,
  startTime,
  endTime,
  bands,
  properties,
}: Asset): string[] {
  const facts = {
    type,
    size: sizeOf(sizeBytes),
    updated: updateTime,
    features: featureCount,
    starts: startTime,
    ends: endTime,
  };
  const shown = Object.entries(facts).flatMap(([fact, value]) => (value ? [[`  ${fact}`, value]] : []));
  const bandRows = (bands ?? []).map(({ id, dataType: { precision, range }, grid: { crsCode, dimensions } }) => [
    `  ${id}`,
    range ? `${precision} ${range.min ?? 0}…${range.max ?? 0}` : precision,
    crsCode ?? 'a CRS without a code',
    dimensions ? `${dimensions.width} x ${dimensions.height}` : '',
  ]);
  const propertyRows = Object.entries(properties ?? {}).map(([key, value]) => [`  ${key}`, JSON.stringify(value)]);
  return [
    styled('bold', name),
    ...aligned(shown),
    ...(bandRows.length > 0 ? ['bands', ...aligned(bandRows)] : []),
    ...(propertyRows.length > 0 ? ['properties', ...aligned(propertyRows)] : []),
  ];
}

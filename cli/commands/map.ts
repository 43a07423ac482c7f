import { Command } from 'commander';
import type { Client } from '../client.ts';
import { contextOf } from '../context.ts';
import { aligned } from '../output.ts';

interface PinnedMap {
  readonly name: string;
  readonly description?: string;
  readonly creator: string;
  readonly createTime: string;
}

/** The full name of a map: of an id that of the project's; of an address what it names. */
function mapName(text: string, client: Client): string {
  const [found] = /projects\/[^/]+\/maps\/[0-9a-f-]+/.exec(text) ?? [];
  return found ?? `${client.parent}/maps/${text}`;
}

const PIN = new Command('pin')
  .description('keep a map for good, which else ends after a day: whoever knows its name sees it')
  .argument('<map>', 'its name, or any address of it')
  .option('-d, --description <text>', 'what it is', '')
  .action(async (map: string, { description }: { description: string }, command: Command) => {
    const { client, output } = contextOf(command);
    const pinned = await client.post<PinnedMap>(`${mapName(map, client)}:pin`, { description });
    const address = `${client.target.url}/v1/${pinned.name}`;
    output.result(pinned, () =>
      aligned([
        ['tiles', `${address}/tiles/{z}/{x}/{y}.png`],
        ['TileJSON', `${address}:getTileJson`],
        ['WMTS', `${address}:getWmts`],
      ]),
    );
  });

const LIST = new Command('ls').description('list the maps that are pinned').action(async (_, command: Command) => {
  const { client, output } = contextOf(command);
  const { maps = [] } = await client.get<{ maps?: PinnedMap[] }>(`${client.parent}/maps`);
  output.result(maps, () =>
    maps.length === 0
      ? ['No map is pinned.']
      : aligned(maps.map(({ name, description = '', createTime }) => [createTime.slice(0, 10), name, description])),
  );
});

const REMOVE = new Command('rm')
  .description('end maps, pinned or not')
  .argument('<map...>', 'their names')
  .action(async (maps: string[], _, command: Command) => {
    const { client, output } = contextOf(command);
    const names = maps.map((map) => mapName(map, client));
    for (const name of names) await client.delete(name);
    output.result(names, () => names);
  });

/** `terrane map …` */
export const MAPS = new Command('map')
  .description('maps that are kept, for QGIS, MapLibre and pages')
  .addCommand(PIN)
  .addCommand(LIST)
  .addCommand(REMOVE);

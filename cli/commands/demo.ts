import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { Client, type Operation } from '../client.ts';
import { DEFAULT_PROJECT } from '../context.ts';
import { withFreshServer } from '../fresh-server.ts';
import { Output, styled } from '../output.ts';
import { mapPicture } from '../scripts/map-picture.ts';
import { outcomeOf } from '../scripts/outcome.ts';
import { textOf } from '../scripts/values.ts';
import { waited } from './task.ts';

/** What is shown: as somebody would write it into the Code Editor. */
const SCRIPT = `var scene = ee.Image('projects/terrane-demo/assets/landsat7-olinda');
var ndvi = scene.normalizedDifference(['B4', 'B3']).rename('NDVI');

print('Bands of the scene', scene.bandNames());
print('Mean NDVI', ndvi.reduceRegion({reducer: ee.Reducer.mean(), geometry: scene.geometry(), scale: 60}));
print(ui.Chart.image.histogram(ndvi, scene.geometry(), 60, 12).setOptions({title: 'NDVI'}));

Map.centerObject(scene, 13);
Map.addLayer(ndvi, {min: -0.3, max: 0.5, palette: ['8c510a', 'f6e8c3', '5ab45a', '00441b']}, 'NDVI');

Export.image.toAsset({image: ndvi.float(), description: 'NDVI to an asset', assetId: 'projects/terrane-demo/assets/ndvi', scale: 30, region: scene.geometry()});
`;

/** `terrane demo`: a script with all that belongs to it, against a server that is gone afterwards. */
export const DEMO = new Command('demo')
  .description(
    'show what it is: a script with values, a map and an export, on a server of its own that is gone afterwards',
  )
  .option('-o, --out <folder>', 'a folder for the picture of the map', 'terrane-demo')
  .action(async ({ out }: { out: string }) => {
    await withFreshServer(
      async ({ url }) => new Client({ url, project: DEFAULT_PROJECT, credentials: undefined }),
      (_, client) => demonstrate(client, out),
    );
    console.log('\nNow yours: terrane serve --open');
  });

async function demonstrate(client: Client, out: string): Promise<void> {
  console.log(styled('dim', SCRIPT));
  const { layers, view, tasks } = await outcomeOf(client, SCRIPT, async (things) => {
    for (const thing of things) console.log(await textOf(client, thing, process.stdout.hasColors?.() ?? false));
  });
  mkdirSync(out, { recursive: true });
  const picture = join(out, 'map.png');
  writeFileSync(picture, await mapPicture(client, layers, view));
  console.log(`The map is in ${picture}`);
  for (const { method, body } of tasks) {
    const { name } = await client.post<Operation>(`${client.parent}/${method}`, body);
    const { metadata, error } = await waited(client, new Output(false), name, 'export');
    console.log(error ? `The export has failed: ${error.message}` : `Exported: ${metadata.destinationUris?.join(' ')}`);
    if (error) process.exitCode = 1;
  }
}

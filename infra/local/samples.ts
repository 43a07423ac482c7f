import { fileURLToPath } from 'node:url';
import { storage } from '../../functions/shared/google/storage.ts';
import { ApiClient } from './api-client.ts';
import { makeBucket } from './make-bucket.ts';

/** The project of the samples. */
export const DEMO_PROJECT = 'terrane-demo';
/** The bucket of the samples' files: the project's own. */
const SAMPLES_BUCKET = DEMO_PROJECT;

const PUBLIC_PROJECT = 'earthengine-public';

const ATTRIBUTION = 'Observations by NASA/USGS (public domain), as packaged in the Debian package r-cran-stars';

/** The grid of the catalogue's SRTM90_V4: 3 arc seconds from 180° W, 60° N. */
const SRTM_TRANSFORM = [0.0008333333535119891, 0, -180, 0, -0.0008333333535119891, 60];
const SRTM_SIZE = [432_000, 144_000] as const;

/** An asset that is made from a file of `samples/` by the same import that a user calls. */
interface Sample {
  readonly asset: string;
  readonly file: string;
  readonly bands: readonly string[];
  readonly properties: { readonly [name: string]: string | number };
}

const SAMPLES: readonly Sample[] = [
  {
    asset: 'landsat7-olinda',
    file: 'landsat7-olinda.tif',
    bands: ['B1', 'B2', 'B3', 'B4', 'B5', 'B7'],
    properties: {
      title: 'Landsat 7 ETM+ over Olinda, Brazil: a part of a scene, digital numbers',
      attribution: ATTRIBUTION,
    },
  },
  {
    asset: 'srtm-olinda',
    file: 'srtm-olinda.tif',
    bands: ['elevation'],
    properties: { title: 'SRTM elevation of Olinda, Brazil, in metres', attribution: ATTRIBUTION },
  },
];

/**
 * Imports the samples: the assets of the demo project, and an extract of CGIAR/SRTM90_V4 in the public catalogue. Existing assets stay as
 * they are.
 * @param report is called with a text for each step
 */
export async function installSamples(url: string, report: (step: string) => void = () => undefined): Promise<void> {
  const demo = new ApiClient(url, DEMO_PROJECT);
  for (const sample of SAMPLES) {
    const name = `projects/${DEMO_PROJECT}/assets/${sample.asset}`;
    if (await demo.find(name)) continue;
    report(`importing ${sample.file} as ${name}`);
    await importSample(demo, name, sample);
  }
  await installElevation(new ApiClient(url, PUBLIC_PROJECT), report);
}

async function importSample(api: ApiClient, name: string, { file, bands, properties }: Sample): Promise<void> {
  const path = fileURLToPath(new URL(`../../samples/${file}`, import.meta.url));
  await makeBucket(SAMPLES_BUCKET);
  const bucket = storage().bucket(SAMPLES_BUCKET);
  await bucket.upload(path, { destination: file, resumable: false });
  const imageManifest = {
    name,
    tilesets: [{ id: 'file', sources: [{ uris: [`gs://${bucket.name}/${file}`] }] }],
    bands: bands.map((id, tilesetBandIndex) => ({ id, tilesetId: 'file', tilesetBandIndex })),
    properties,
  };
  await api.finish(
    await api.post(`projects/${DEMO_PROJECT}/image:import`, { imageManifest, description: `Sample ${file}` }),
  );
}

/** The elevations of the sample on the catalogue's grid, where masked elsewhere: exported to an asset, as a user would. */
async function installElevation(api: ApiClient, report: (step: string) => void): Promise<void> {
  const name = `projects/${PUBLIC_PROJECT}/assets/CGIAR/SRTM90_V4`;
  if (await api.find(name)) return;
  report('exporting its elevations to the catalogue as CGIAR/SRTM90_V4');
  const folder = `projects/${PUBLIC_PROJECT}/assets/CGIAR`;
  if (!(await api.find(folder))) await api.post(`projects/${PUBLIC_PROJECT}/assets?assetId=CGIAR`, { type: 'FOLDER' });
  await api.finish(
    await api.post(`projects/${PUBLIC_PROJECT}/image:export`, {
      expression: { result: 'extract', values: elevationExpression() },
      description: 'SRTM90_V4 extract',
      maxPixels: String(SRTM_SIZE[0] * SRTM_SIZE[1]),
      assetExportOptions: { earthEngineDestination: { name } },
    }),
  );
}

function elevationExpression() {
  const call = (functionName: string, args: object) => ({ functionInvocationValue: { functionName, arguments: args } });
  const constant = (value: unknown) => ({ constantValue: value });
  const reference = (key: string) => ({ valueReference: key });
  const [width, height] = SRTM_SIZE;
  const corners = [[[0, 0], [width, 0], [width, height], [0, height]]]; // biome-ignore format: a ring of pixels
  const load = call('Image.load', { id: constant(`projects/${DEMO_PROJECT}/assets/srtm-olinda`) });
  const described = (image: object, key: string, value: string) =>
    call('Element.set', { object: image, key: constant(key), value: constant(value) });
  return {
    projection: call('Projection', { crs: constant('EPSG:4326'), transform: constant(SRTM_TRANSFORM) }),
    whole: call('GeometryConstructors.Polygon', {
      coordinates: constant(corners),
      crs: reference('projection'),
      geodesic: constant(false),
    }),
    metres: call('Image.toShort', { value: call('Image.round', { value: load }) }),
    placed: call('Image.reproject', { image: reference('metres'), crs: reference('projection') }),
    extent: call('Image.clipToBoundsAndScale', { input: reference('placed'), geometry: reference('whole') }),
    extract: described(
      described(
        reference('extent'),
        'title',
        'SRTM elevation, 3 arc seconds: AN EXTRACT around Olinda, Brazil; masked elsewhere',
      ),
      'attribution',
      ATTRIBUTION,
    ),
  };
}

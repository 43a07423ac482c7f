import { execFile, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { called, connect, ee } from './client.ts';

/** A session of somebody with an official client: values, an image, a folder, an export, and what may not be read. */
export interface Session {
  readonly url: string;
  /** A project in which the user may write, and which may use the bucket. */
  readonly project: string;
  readonly bucket: string;
}

/** What the client got. */
export interface Outcome {
  readonly value: unknown;
  readonly bands: readonly string[];
  readonly assets: readonly string[];
  /** The state of the export when it was over. */
  readonly state: string;
  /** The message for reading another project's asset. */
  readonly denied: string;
}

/** What a session has to get, in a project that has nothing else. */
export function outcomeOf(project: string, folder: string): Outcome {
  return {
    value: 3,
    bands: ['constant_0', 'constant_1'],
    assets: [`projects/${project}/assets/${folder}`],
    state: 'COMPLETED',
    denied: "Permission 'earthengine.assets.get' denied on resource 'projects/closed/assets/x' (or it may not exist).",
  };
}

/** A session with the JavaScript client. */
export async function withJavaScript({ url, project, bucket }: Session, token: string): Promise<Outcome> {
  await connect(url, project, token);
  const value = await called((done) => ee.Number(1).add(2).getInfo(done));
  const image = (await called((done) => ee.Image.constant([1, 2]).getInfo(done))) as { bands: { id: string }[] };
  const root = `projects/${project}/assets`;
  await called((done) => ee.data.createAsset({ type: 'FOLDER' }, `${root}/javascript`, false, {}, done));
  const { assets } = (await called((done) => ee.data.listAssets(root, {}, done))) as { assets: { name: string }[] };
  const task = ee.batch.Export.image.toCloudStorage({
    image: ee.Image.constant(1).toByte(),
    description: 'javascript',
    bucket,
    fileNamePrefix: 'javascript',
    region: ee.Geometry.Rectangle([0, 0, 1, 1]),
    scale: 20_000,
  });
  await new Promise<void>((done, fail) => task.start(done, (error: string) => fail(new Error(error))));
  const denied = await called((done) => ee.data.getAsset('projects/closed/assets/x', done)).then(String, (error) =>
    String((error as Error).message),
  );
  return {
    value,
    bands: image.bands.map(({ id }) => id),
    assets: assets.map(({ name }) => name),
    state: await endOf(task.id as string),
    denied,
  };
}

async function endOf(id: string): Promise<string> {
  for (;;) {
    const [{ state }] = (await called((done) => ee.data.getTaskStatus(id, done))) as [{ state: string }];
    if (!['READY', 'RUNNING'].includes(state)) return state;
    await sleep(200);
  }
}

const PYTHON = process.env['TERRANE_TEST_PYTHON'] ?? '/usr/bin/python3';

/** Whether the Python client is there: installed for that Python, or in a folder that PYTHONPATH names. */
export const PYTHON_CLIENT = spawnSync(PYTHON, ['-c', 'import ee']).status === 0;

const SCRIPT = `
import json, sys, time
import ee
from google.oauth2 import credentials, service_account
given = json.loads(sys.argv[1])
scopes = ['https://www.googleapis.com/auth/earthengine']
if 'key' in given:
    who = service_account.Credentials.from_service_account_info(given['key'], scopes=scopes)
else:
    who = credentials.Credentials(given['token'])
ee.Initialize(who, url=given['url'], project=given['project'])
root = 'projects/' + given['project'] + '/assets'
out = {'value': ee.Number(1).add(2).getInfo()}
out['bands'] = [band['id'] for band in ee.Image.constant([1, 2]).getInfo()['bands']]
ee.data.createAsset({'type': 'FOLDER'}, root + '/python')
out['assets'] = [asset['name'] for asset in ee.data.listAssets(root)['assets']]
task = ee.batch.Export.image.toCloudStorage(
    image=ee.Image.constant(1).toByte(), description='python', bucket=given['bucket'], fileNamePrefix='python',
    region=ee.Geometry.Rectangle([0, 0, 1, 1]), scale=20000)
task.start()
while task.active():
    time.sleep(0.2)
out['state'] = task.status()['state']
try:
    out['denied'] = str(ee.data.getAsset('projects/closed/assets/x'))
except ee.EEException as error:
    out['denied'] = str(error)
print(json.dumps(out))
`;

/**
 * A session with the Python client.
 * @param who a token, or the key of a service account, by which the client gets tokens itself
 */
export async function withPython(session: Session, who: { token: string } | { key: object }): Promise<Outcome> {
  const { stdout } = await promisify(execFile)(PYTHON, ['-c', SCRIPT, JSON.stringify({ ...session, ...who })]);
  return JSON.parse(stdout) as Outcome;
}

import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { sharedTerrane } from '../terrane.ts';

const PYTHON = '/usr/bin/python3';
const there = spawnSync(PYTHON, ['-c', 'import googleapiclient']).status === 0;
if (!there) console.info(`Skipped: ${PYTHON} cannot import googleapiclient (Debian: python3-googleapi).`);

/** Makes a client from the discovery document alone, as the Python client does, and uses it. */
const SCRIPT = `
import json, sys, urllib.request
import httplib2
from googleapiclient import discovery, errors
base = sys.argv[1]
document = urllib.request.urlopen(base + '/$discovery/rest?version=v1&prettyPrint=false').read()
api = discovery.build_from_document(document, base=base, http=httplib2.Http())
project = 'projects/python-demo'
node = {'functionInvocationValue': {'functionName': 'Number.add', 'arguments': {'left': {'constantValue': 1}, 'right': {'constantValue': 2}}}}
out = {'value': api.projects().value().compute(project=project, body={'expression': {'result': '0', 'values': {'0': node}}}, prettyPrint=False).execute()}
out['algorithms'] = len(api.projects().algorithms().list(parent=project).execute()['algorithms'])
assets = api.projects().assets()
for folder in ('a', 'b', 'c'):
    assets.create(parent=project, assetId=folder, body={'type': 'FOLDER'}).execute()
out['folder'] = assets.create(parent=project, assetId='a/sub', body={'type': 'FOLDER', 'properties': {'k': 1}}).execute()['name']
names = []
request = api.projects().listAssets(parent=project, pageSize=2)
while request is not None:
    response = request.execute()
    names += [asset['name'] for asset in response.get('assets', [])]
    request = api.projects().listAssets_next(request, response)
out['names'] = names
try:
    assets.get(name=project + '/assets/none').execute()
except errors.HttpError as error:
    out['missing'] = [error.resp.status, error._get_reason()]
print(json.dumps(out))
`;

const server = sharedTerrane();

test.skipIf(!there)("Google's Python library makes a working client of the discovery document", async () => {
  const { stdout } = await promisify(execFile)(PYTHON, ['-c', SCRIPT, server.url]);
  const out = JSON.parse(stdout) as Record<string, unknown>;
  expect(out['algorithms']).toBeGreaterThan(100);
  expect(out).toMatchObject({
    value: { result: 3 },
    folder: 'projects/python-demo/assets/a/sub',
    names: ['a', 'b', 'c'].map((folder) => `projects/python-demo/assets/${folder}`),
    missing: [404, "Asset 'projects/python-demo/assets/none' does not exist or doesn't allow this operation."],
  });
});

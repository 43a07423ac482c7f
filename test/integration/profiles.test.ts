import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { called, connect, ee } from './client.ts';
import { info } from './info.ts';
import { PYTHON_CLIENT } from './official-clients.ts';
import { call, constant, LANDSAT, sharedTerrane } from './terrane.ts';

const { url } = sharedTerrane();
const PROJECT = 'terrane-demo';
const ASKED = { 'x-earth-engine-computation-profiling': '1' };
const TOLD = 'x-earth-engine-computation-profile';

const NDVI = call('Image.normalizedDifference', { input: LANDSAT, bandNames: constant(['B4', 'B3']) });

/** Sends an expression as somebody. */
async function compute(node: object, { token = 'one', headers = {} as Record<string, string> } = {}) {
  const reply = await fetch(`${url}/v1/projects/${PROJECT}/value:compute`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({ expression: { result: '0', values: { 0: node } } }),
  });
  const { result, error } = (await reply.json()) as { result?: unknown; error?: { message: string } };
  return { result, message: error?.message, profile: reply.headers.get(TOLD) };
}

const profilesOf = (ids: readonly (string | null)[], token = 'one') =>
  compute(call('Profile.getProfiles', { ids: constant(ids) }), { token });

const MEAN = call('Image.reduceRegion', {
  image: NDVI,
  reducer: call('Reducer.mean', {}),
  scale: constant(60),
  geometry: call('Image.geometry', { feature: LANDSAT }),
});

describe('profiles', () => {
  it('say what a computation cost by algorithms and assets, although its result is known', async () => {
    await compute(MEAN);
    const { profile } = await compute(MEAN, { headers: ASKED });
    expect(profile).toMatch(/^[0-9a-f]{32}$/);
    const { result } = await profilesOf([profile]);
    const [head, ...lines] = String(result).split('\n');
    expect(head).toBe(' EECU·s PeakMem Count  Description');
    expect(lines.at(-1)).toBe('');
    const kinds = lines.map((line) => line.slice(23));
    for (const kind of [
      'Algorithm Image.reduceRegion',
      'Algorithm Image.normalizedDifference',
      'Algorithm Image.load',
      'Loading assets: projects/terrane-demo/assets/landsat7-olinda',
      '(plumbing)',
    ]) {
      expect(kinds).toContain(kind);
    }
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^ +(\d+\.\d{3}|- {3}) +\d+(\.\d)?[kMG]? +\d+ {2}\S/);
    const loading = lines.find((line) => line.includes('Loading assets')) ?? '';
    expect(loading.slice(7, 15)).not.toMatch(/ 0$/);
  });

  it('are there for what is not profiled neither, nor for what was not computed', async () => {
    expect((await compute(constant(1))).profile).toBeNull();
    const reply = await fetch(`${url}/v1/projects/${PROJECT}/algorithms`, { headers: ASKED });
    expect([reply.status, reply.headers.get(TOLD)]).toEqual([200, null]);
  });

  it('are there for computations that fail', async () => {
    const wrong = await compute(call('Image.select', { input: NDVI, bandSelectors: constant(['none']) }), {
      headers: ASKED,
    });
    expect(wrong.message).toContain('none');
    expect((await profilesOf([wrong.profile])).result).toContain('Algorithm Image.normalizedDifference');
  });

  it('are read by whose computation it was only', async () => {
    const { profile } = await compute(constant(1), { headers: ASKED });
    expect((await profilesOf([profile])).result).toContain('(plumbing)');
    const { message } = await profilesOf([profile], 'two');
    expect(message).toBe(
      `Profile.getProfiles: Profile '${profile}' was not found: it may have expired, or be somebody else's.`,
    );
  });

  it('are there for pixels, tiles and features, of a map for its maker', async () => {
    const headers = { 'content-type': 'application/json', authorization: 'Bearer one', ...ASKED };
    const expression = { result: '0', values: { 0: NDVI } };
    const post = (path: string, body: object) =>
      fetch(`${url}/v1/projects/${PROJECT}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const map = await post('maps', { expression, fileFormat: 'PNG' });
    const { name } = (await map.json()) as { name: string };
    const tile = () => fetch(`${url}/v1/${name}/tiles/14/6604/8556`, { headers: ASKED });
    const features = call('Collection', { features: constant([]) });
    const replies = [
      map,
      await tile(),
      await tile(),
      await post('image:computePixels', {
        expression,
        fileFormat: 'NPY',
        grid: { dimensions: { width: 8, height: 8 } },
      }),
      await post('table:computeFeatures', { expression: { result: '0', values: { 0: features } } }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const ids = replies.map((reply) => reply.headers.get(TOLD));
    expect(new Set(ids).size).toBe(5);
    const { result } = await profilesOf(ids);
    expect(result).toContain('Encoding pixels');
    expect(result).toContain('Algorithm Image.normalizedDifference\n');
    // The second tile is computed, too: what is measured does not come from what has been kept.
    expect((await profilesOf([ids[2] ?? null])).result).toContain('Loading assets');
  });

  it('are what the JavaScript client asks for', async () => {
    await connect(url, PROJECT);
    const ids: string[] = [];
    const mean = ee.Image(`projects/${PROJECT}/assets/landsat7-olinda`).reduceRegion({
      reducer: ee.Reducer.mean(),
      scale: 300,
    });
    await called((done) =>
      ee.data.withProfiling(
        (id: string) => ids.push(id),
        () => mean.getInfo(done),
      ),
    );
    expect(ids).toHaveLength(1);
    const data = await info(ee.ApiFunction._call('Profile.getProfiles', ids, 'json', 2));
    expect(data).toMatchObject({ rows: [{ c: [{}, {}, {}, {}] }, { c: [{}, {}, {}, {}] }] });
    expect(await info(ee.ApiFunction._call('Profile.getProfiles', ids))).toContain('Algorithm Image.reduceRegion\n');
  });

  it.skipIf(!PYTHON_CLIENT)('are what the Python client prints (skipped without it)', async () => {
    const script = `
import sys, ee
ee.Initialize(None, url=sys.argv[1], project='${PROJECT}')
with ee.profilePrinting(destination=sys.stdout):
    ee.Number(1).add(1).getInfo()
`;
    const python = process.env['TERRANE_TEST_PYTHON'] ?? '/usr/bin/python3';
    const { stdout } = await promisify(execFile)(python, ['-c', script, url]);
    expect(stdout).toMatch(/^ EECU·s PeakMem Count {2}Description\n/);
    expect(stdout).toContain('Algorithm Number.add\n');
  });
});

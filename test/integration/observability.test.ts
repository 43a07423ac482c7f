import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEMO_PROJECT, installSamples } from '../../infra/local/samples.ts';
import type { LocalTerrane } from '../../infra/local/serve.ts';
import { attributesOf, type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';
import { call, constant, LANDSAT } from './terrane.ts';

/** What a server tells of requests: a line in the log of each, and traces and metrics to a collector. */

let collector: OtlpReceiver;
let terrane: LocalTerrane;
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

beforeAll(async () => {
  collector = await startOtlpReceiver();
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', collector.url);
  vi.stubEnv('OTEL_EXPORTER_OTLP_PROTOCOL', 'http/json');
  vi.stubEnv('OTEL_SERVICE_NAME', 'terrane-under-test');
  const { serveTerrane } = await import('../../infra/local/serve.ts');
  terrane = await serveTerrane();
  await installSamples(terrane.url);
}, 60_000);
afterAll(async () => {
  await terrane.stop();
  collector.stop();
  vi.unstubAllEnvs();
});

interface Line {
  readonly [field: string]: unknown;
  readonly phasesMs: { readonly [phase: string]: number };
}

let observed = 0;

/** Sends a request, and gives the line that is logged of it. */
async function lineOf(url: string, path: string, init: RequestInit): Promise<{ line: Line; reply: Response }> {
  const agent = `observed ${++observed}`;
  vi.stubEnv('TERRANE_LOG', 'on');
  const written = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  try {
    const headers = { ...init.headers, 'user-agent': agent };
    const reply = await fetch(`${url}/v1/${path}`, { ...init, headers });
    // Others are logged, too: those of the queues, for what remains of the samples' imports.
    const own = () => written.mock.calls.map(([line]) => String(line)).filter((line) => line.includes(agent));
    await vi.waitFor(() => expect(own()).toHaveLength(1));
    return { line: JSON.parse(own()[0] ?? '') as Line, reply };
  } finally {
    written.mockRestore();
    vi.stubEnv('TERRANE_LOG', 'off');
  }
}

const post = (body: object, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: 'Bearer somebody', ...headers },
  body: JSON.stringify(body),
});

const NDVI = call('Image.normalizedDifference', { input: LANDSAT, bandNames: constant(['B4', 'B3']) });
const expression = { result: '0', values: { 0: NDVI } };

describe('the line of a request', () => {
  it('says who had what computed, how much of it, and where the time went', async () => {
    const mean = call('Image.reduceRegion', { image: NDVI, reducer: call('Reducer.mean', {}), scale: constant(120) });
    const body = { expression: { result: '0', values: { 0: mean } }, workloadTag: 'field-survey' };
    const ask = () => lineOf(terrane.url, `projects/${DEMO_PROJECT}/value:compute`, post(body));
    const { line } = await ask();
    expect(line).toMatchObject({
      severity: 'INFO',
      method: 'projects.value.compute',
      project: DEMO_PROJECT,
      user: expect.stringMatching(/^token-/),
      endpoint: 'standard',
      workloadTag: 'field-survey',
      jobs: 1,
      algorithms: expect.arrayContaining(['Image.reduceRegion', 'Image.normalizedDifference', 'Reducer.mean']),
      bytesRead: expect.any(Number),
      cacheMisses: expect.any(Number),
      phasesMs: { auth: expect.any(Number), compute: expect.any(Number) },
    });
    expect(line['bytesRead']).toBeGreaterThan(10_000);
    expect(line['cacheMisses']).toBeGreaterThan(0);
    // The mean is kept: nothing is read for it again.
    const again = (await ask()).line;
    expect(again).toMatchObject({ bytesRead: 0, cacheHits: 1, cacheMisses: 0 });
    // At the other endpoint it is not, and blocks are kept apart.
    const elsewhere = await lineOf(terrane.highVolumeUrl, `projects/${DEMO_PROJECT}/value:compute`, post(body));
    expect(elsewhere.line).toMatchObject({ endpoint: 'high-volume', cacheHits: 0 });
    expect(elsewhere.line['bytesRead']).toBeGreaterThan(10_000);
  });

  it('says it of tiles, whose maker is known by their map', async () => {
    const made = await fetch(
      `${terrane.url}/v1/projects/${DEMO_PROJECT}/maps`,
      post({ expression, fileFormat: 'PNG' }),
    );
    const { name } = (await made.json()) as { name: string };
    const tile = (url: string) => lineOf(url, `${name}/tiles/14/6604/8556`, {});
    const first = (await tile(terrane.url)).line;
    expect(first).toMatchObject({
      method: 'projects.maps.tiles.get',
      pixels: 65_536,
      phasesMs: { encode: expect.any(Number) },
    });
    expect(JSON.stringify(first)).not.toContain(name.split('/')[3]);
    expect((await tile(terrane.url)).line).toMatchObject({ pixels: 0, cacheHits: 1 });
    for (let i = 0; i < 2; i++) expect((await tile(terrane.highVolumeUrl)).line).toMatchObject({ pixels: 65_536 });
  });

  it('tells nothing of computing where nothing was computed, and refuses what is no tag', async () => {
    const { line } = await lineOf(terrane.url, `projects/${DEMO_PROJECT}/capabilities`, {});
    expect(line).not.toHaveProperty('pixels');
    const wrong = post({ expression, workloadTag: 'Not a tag' });
    const { line: refused, reply } = await lineOf(terrane.url, `projects/${DEMO_PROJECT}/value:compute`, wrong);
    expect(refused).toMatchObject({ severity: 'WARNING', status: 400 });
    expect(await reply.text()).toContain('Invalid tag, \\"Not a tag\\".');
  });
});

describe('the collector', () => {
  it('gets a trace of a request, as a part of the one that it names, and metrics', async () => {
    const parent = '00f067aa0ba902b7';
    const request = post({ expression, fileFormat: 'PNG' }, { traceparent: `00-${TRACE}-${parent}-01` });
    await fetch(`${terrane.url}/v1/projects/${DEMO_PROJECT}/image:computePixels`, request);
    const { stopTelemetry } = await import('../../functions/shared/telemetry/telemetry.ts');
    await stopTelemetry();
    await vi.waitFor(() => expect([...collector.metrics.keys()]).toContain('http.server.request.duration'));
    expect([...collector.services]).toEqual(['terrane-under-test']);
    const spans = collector.spans.filter(({ traceId }) => traceId === TRACE);
    const server = spans.find(({ name }) => name === 'projects.image.computePixels');
    expect(server).toMatchObject({ parentSpanId: parent, kind: 2 });
    expect(attributesOf(server?.attributes ?? [])).toMatchObject({
      'http.request.method': 'POST',
      'http.response.status_code': 200,
      'terrane.project': DEMO_PROJECT,
      'terrane.endpoint': 'standard',
      'terrane.algorithms': expect.arrayContaining(['Image.normalizedDifference']),
      'terrane.pixels': expect.any(Number),
    });
    const phases = spans.filter(({ parentSpanId }) => parentSpanId === server?.spanId);
    const names = phases.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['auth', 'wait', 'compute']));
    const time = (text = '0') => BigInt(text);
    for (const { startTimeUnixNano, endTimeUnixNano } of phases) {
      expect(time(startTimeUnixNano)).toBeGreaterThanOrEqual(time(server?.startTimeUnixNano));
      expect(time(endTimeUnixNano)).toBeLessThanOrEqual(time(server?.endTimeUnixNano));
    }
    const duration = collector.metrics.get('http.server.request.duration')?.histogram?.dataPoints ?? [];
    const point = duration.find(
      ({ attributes }) => attributesOf(attributes)['http.route'] === 'projects.image.computePixels',
    );
    expect(attributesOf(point?.attributes ?? [])).toMatchObject({ 'http.response.status_code': 200 });
    expect(Number(point?.count)).toBe(1);
    const lookups = collector.metrics.get('terrane.cache.lookups')?.sum?.dataPoints ?? [];
    expect(new Set(lookups.map(({ attributes }) => attributesOf(attributes)['result']))).toEqual(
      new Set(['hit', 'miss']),
    );
    expect(collector.metrics.get('process.memory.usage')?.unit).toBe('By');
  });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { expect, it, onTestFinished, vi } from 'vitest';
import { RequestMeasures } from '../measures/request-measures.ts';
import { observeRequest, startTelemetry, stopTelemetry } from './telemetry.ts';

it('ends although the collector does not answer, for which its clients wait ten seconds', {
  timeout: 9_000,
}, async () => {
  const asked = Promise.withResolvers<void>();
  const collector = createServer((request) => {
    request.resume();
    asked.resolve();
  });
  await once(collector.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    collector.close();
    collector.closeAllConnections();
    vi.unstubAllEnvs();
    for (const api of [trace, metrics, context, propagation]) api.disable();
  });
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `http://127.0.0.1:${(collector.address() as AddressInfo).port}`);
  for (const api of [trace, metrics, context, propagation]) api.disable();
  await startTelemetry();
  const request = { id: 'a', functionName: 'interactive', verb: 'GET', path: '/', status: 200, milliseconds: 1 };
  const observed = observeRequest({}, performance.now());
  observed?.end({ ...request, endpoint: 'standard', measures: new RequestMeasures() });
  await stopTelemetry();
  expect(observed).toBeDefined();
  await asked.promise;
});

import {
  type Attributes,
  context,
  metrics,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  ValueType,
} from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { SETTINGS } from '../settings.ts';
import type { AnsweredRequest, ObservedRequest, Observer } from './observer.ts';

const SCOPE = 'terrane';

/** Upper bounds of durations in seconds: those that OpenTelemetry recommends for HTTP servers, and those of computations. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 300];

/** Starts the SDK, which goes by the environment: where it sends what, how often, and how much of it. */
export function openTelemetry(): Observer {
  const sdk = new NodeSDK({ serviceName: SETTINGS.otelService.read(), logRecordProcessors: [] });
  sdk.start();
  const count = metricsOfRequests();
  return {
    begin: (headers, started) => tracedRequest(headers, started, count),
    stop: () => sdk.shutdown(),
  };
}

/** @returns what counts each request that has been answered */
function metricsOfRequests(): (request: AnsweredRequest) => void {
  const meter = metrics.getMeter(SCOPE);
  const seconds = { unit: 's', advice: { explicitBucketBoundaries: BOUNDS } };
  const duration = meter.createHistogram('http.server.request.duration', {
    ...seconds,
    description: 'How long requests took.',
  });
  const phase = meter.createHistogram('terrane.request.phase.duration', {
    ...seconds,
    description: 'Parts of the time of requests: auth, wait, compute, encode.',
  });
  const whole = { valueType: ValueType.INT };
  const pixels = meter.createCounter('terrane.pixels', {
    ...whole,
    unit: '{pixel}',
    description: 'Pixels that were asked for, a band each.',
  });
  const bytes = meter.createCounter('terrane.storage.read', {
    ...whole,
    unit: 'By',
    description: 'Bytes that were read from Cloud Storage for requests.',
  });
  const cache = meter.createCounter('terrane.cache.lookups', {
    ...whole,
    unit: '{lookup}',
    description: 'What was looked for in caches of blocks, tiles and results: hit or miss.',
  });
  meter
    .createObservableUpDownCounter('process.memory.usage', { ...whole, unit: 'By', description: 'Physical memory.' })
    .addCallback((result) => result.observe(process.memoryUsage.rss()));
  return (request) => {
    const { method = '', endpoint, measures, milliseconds } = request;
    const place = { 'http.route': method, 'terrane.endpoint': endpoint };
    duration.record(milliseconds / 1_000, {
      ...place,
      'http.request.method': request.verb,
      'http.response.status_code': request.status,
    });
    for (const [name, passed] of Object.entries(measures.milliseconds)) {
      if (passed > 0) phase.record(passed / 1_000, { ...place, phase: name });
    }
    if (measures.jobs > 0) {
      pixels.add(measures.pixels, place);
      bytes.add(measures.bytesRead, place);
      cache.add(measures.cacheHits, { ...place, result: 'hit' });
      cache.add(measures.cacheMisses, { ...place, result: 'miss' });
    }
  };
}

/** A span of the request, which is a part of the trace that its headers name, and at the end one below it of each phase. */
function tracedRequest(
  headers: { readonly [name: string]: unknown },
  started: number,
  count: (request: AnsweredRequest) => void,
): ObservedRequest {
  const tracer = trace.getTracer(SCOPE);
  const parent = propagation.extract(ROOT_CONTEXT, headers);
  const span = tracer.startSpan('request', { kind: SpanKind.SERVER, startTime: timeOf(started) }, parent);
  const inside = trace.setSpan(parent, span);
  return {
    inside: (serve) => context.with(inside, serve),
    end(request) {
      count(request);
      span.updateName(request.method ?? request.verb);
      span.setAttributes(attributesOf(request));
      if (request.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      for (const { phase, start, end } of request.measures.spans) {
        tracer.startSpan(phase, { startTime: timeOf(start) }, inside).end(timeOf(end));
      }
      span.end(timeOf(started + request.milliseconds));
    },
  };
}

/** A time that `performance.now` has told, in milliseconds since 1970. */
function timeOf(time: number): number {
  return performance.timeOrigin + time;
}

function attributesOf({ measures, ...request }: AnsweredRequest): Attributes {
  const { jobs, algorithms, pixels, bytesRead, cacheHits, cacheMisses, milliseconds } = measures;
  return {
    'http.request.method': request.verb,
    'http.response.status_code': request.status,
    'http.route': request.method,
    'url.path': request.path,
    'user.id': request.user,
    'terrane.function': request.functionName,
    'terrane.request.id': request.id,
    'terrane.endpoint': request.endpoint,
    'terrane.project': request.project,
    'terrane.workload_tag': request.workloadTag,
    ...(jobs > 0 && {
      'terrane.jobs': jobs,
      'terrane.algorithms': [...algorithms],
      'terrane.pixels': pixels,
      'terrane.storage.read': bytesRead,
      'terrane.cache.hits': cacheHits,
      'terrane.cache.misses': cacheMisses,
      'terrane.encode.duration': milliseconds.encode / 1_000,
    }),
  };
}

import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';

/** A value as OTLP writes it in JSON. */
type AnyValue = {
  readonly stringValue?: string;
  readonly intValue?: string | number;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values: readonly AnyValue[] };
};

type Attributes = readonly { readonly key: string; readonly value: AnyValue }[];

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: Attributes;
}

interface OtlpPoint {
  readonly attributes: Attributes;
  readonly count?: string | number;
  readonly sum?: number;
  readonly asInt?: string | number;
}

interface OtlpMetric {
  readonly name: string;
  readonly unit: string;
  readonly sum?: { readonly dataPoints: readonly OtlpPoint[] };
  readonly histogram?: { readonly dataPoints: readonly OtlpPoint[] };
}

interface Traces {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: Attributes };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

interface Metrics {
  readonly resourceMetrics: readonly {
    readonly scopeMetrics: readonly { readonly metrics: readonly OtlpMetric[] }[];
  }[];
}

/** A collector of OpenTelemetry: what it was sent by OTLP over HTTP, in JSON. */
export interface OtlpReceiver {
  readonly url: string;
  /** The names that those who send call themselves. */
  readonly services: Set<unknown>;
  readonly spans: OtlpSpan[];
  /** The newest of each name. */
  readonly metrics: Map<string, OtlpMetric>;
  stop(): void;
}

/** Starts a collector on a free port. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const services = new Set<unknown>();
  const spans: OtlpSpan[] = [];
  const metrics = new Map<string, OtlpMetric>();
  const take = async (request: IncomingMessage) => {
    const body = request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
    const message = await json(body);
    if (request.url === '/v1/traces') {
      for (const { resource, scopeSpans } of (message as Traces).resourceSpans) {
        services.add(attributesOf(resource.attributes)['service.name']);
        for (const scope of scopeSpans) spans.push(...scope.spans);
      }
    }
    if (request.url === '/v1/metrics') {
      const all = (message as Metrics).resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics);
      for (const metric of all.flatMap((scope) => scope.metrics)) metrics.set(metric.name, metric);
    }
  };
  const server = createServer((request, response) => {
    take(request).then(
      () => response.setHeader('content-type', 'application/json').end('{}'),
      () => response.writeHead(400).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    services,
    spans,
    metrics,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Attributes by name, as plain values. */
export function attributesOf(attributes: Attributes): { readonly [key: string]: unknown } {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));
}

function plain({ stringValue, intValue, doubleValue, arrayValue }: AnyValue): unknown {
  if (arrayValue) return arrayValue.values.map(plain);
  return stringValue ?? (intValue === undefined ? doubleValue : Number(intValue));
}

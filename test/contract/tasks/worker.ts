import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the worker got it. */
export interface Delivery {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** What the worker answers: a status and, if need be, headers. May take its time. */
export type Reply = number | { status: number; headers: Record<string, string> };

/** An HTTP server that tasks are sent to. It remembers what comes. */
export interface Worker {
  url: string;
  deliveries: Delivery[];
  /** Set by a test; 200 unless told otherwise. */
  reply: (delivery: Delivery) => Reply | Promise<Reply>;
  /** How many requests are in the hands of the worker now, and the most there ever were. */
  concurrency: { now: number; most: number };
  /** Waits for the n-th delivery. Fails after ten seconds. */
  delivered(count: number): Promise<Delivery[]>;
  stop(): Promise<void>;
}

/** Starts a worker on the loopback address. */
export async function startWorker(): Promise<Worker> {
  const server = createServer((request, response) => void receive(worker, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const worker: Worker = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliveries: [],
    reply: () => 200,
    concurrency: { now: 0, most: 0 },
    async delivered(count) {
      const end = Date.now() + 10_000;
      while (worker.deliveries.length < count) {
        if (Date.now() > end) throw new Error(`${worker.deliveries.length} deliveries instead of ${count}`);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      return worker.deliveries;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return worker;
}

async function receive(worker: Worker, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const at = Date.now();
  worker.concurrency.now += 1;
  worker.concurrency.most = Math.max(worker.concurrency.most, worker.concurrency.now);
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  const delivery = { method: request.method!, path: request.url!, headers: request.headers, body, at };
  worker.deliveries.push(delivery);
  const reply = await worker.reply(delivery);
  worker.concurrency.now -= 1;
  const { status, headers } = typeof reply === 'number' ? { status: reply, headers: {} } : reply;
  response.writeHead(status, headers).end();
}

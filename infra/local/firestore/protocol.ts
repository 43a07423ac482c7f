import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ServiceDefinition } from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import { invalid } from './errors.ts';
import type { Document } from './messages.ts';

/**
 * The service `google.firestore.v1.Firestore`, from the protos that ship in the client's own package: server and
 * client cannot drift apart.
 */
export const firestoreService: ServiceDefinition = loadService();

function loadService(): ServiceDefinition {
  // The package exports its entry point only; the protos lie at a fixed place beside it.
  const entry = createRequire(import.meta.url).resolve('@google-cloud/firestore');
  const protos = JSON.parse(readFileSync(join(entry, '../../protos/v1.json'), 'utf8'));
  const definition = fromJSON(protos, { longs: String, enums: String })['google.firestore.v1.Firestore'];
  return definition as ServiceDefinition;
}

/** A document in its wire encoding. */
export function encodeDocument(document: Document): Buffer {
  return firestoreService['GetDocument']!.responseSerialize(document);
}

export function decodeDocument(bytes: Uint8Array): Document {
  return firestoreService['GetDocument']!.responseDeserialize(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
  );
}

/** The service's limit on a request's size in bytes. Source: firebase.google.com/docs/firestore/quotas (API request size). */
const MAX_REQUEST_BYTES = 10 * 1024 * 1024;

const oversized = new WeakSet<object>();

/**
 * The methods, with requests measured as they come off the wire.
 *
 * gRPC's own limit on messages answers RESOURCE_EXHAUSTED, which clients try again for minutes: the service's answer
 * to a request that can never pass is INVALID_ARGUMENT.
 */
export function measuredService(): ServiceDefinition {
  const measured = Object.entries(firestoreService).map(([name, method]) => {
    const requestDeserialize = (bytes: Buffer): object => {
      const request: object = method.requestDeserialize(bytes);
      if (bytes.length > MAX_REQUEST_BYTES) oversized.add(request);
      return request;
    };
    return [name, { ...method, requestDeserialize }];
  });
  return Object.fromEntries(measured);
}

/** @throws INVALID_ARGUMENT for a request above the size limit */
export function checkRequestSize(request: object): void {
  if (oversized.has(request)) {
    throw invalid(`Request payload size exceeds the limit: ${MAX_REQUEST_BYTES} bytes.`);
  }
}

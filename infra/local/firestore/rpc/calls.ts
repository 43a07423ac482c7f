import { setTimeout as wait } from 'node:timers/promises';
import {
  type handleServerStreamingCall,
  type handleUnaryCall,
  Metadata,
  type ServerErrorResponse,
  type ServerUnaryCall,
  type ServerWritableStream,
  status,
} from '@grpc/grpc-js';
import type { Fault, FaultPlan } from '../../faults.ts';
import type { Engine } from '../engine.ts';
import { FirestoreError, unimplemented } from '../errors.ts';
import { checkRequestSize } from '../protocol.ts';
import type { Caller } from '../transactions/view.ts';

export interface CallRules {
  readonly engine: Engine;
  readonly faults: FaultPlan | undefined;
}

type Method<Request, Reply> = (engine: Engine, request: Request, caller: Caller) => Promise<Reply>;

/** A method of one request and one reply. */
export function unary<Request extends object, Reply>(
  rules: CallRules,
  name: string,
  method: Method<Request, Reply>,
): handleUnaryCall<Request, Reply> {
  return async (call, callback) => {
    try {
      callback(null, await carryOut(rules, name, method, call));
    } catch (error) {
      callback(toServerError(error));
    }
  };
}

/** A method whose reply is a stream; it is known as a whole before the first message goes out. */
export function streamed<Request extends object, Reply>(
  rules: CallRules,
  name: string,
  method: Method<Request, Reply[]>,
): handleServerStreamingCall<Request, Reply> {
  return async (call) => {
    try {
      for (const reply of await carryOut(rules, name, method, call)) call.write(reply);
      call.end();
    } catch (error) {
      failStream(call, error);
    }
  };
}

/**
 * Ends a stream of replies with an error's status: gRPC sends it on the event, not when the stream is destroyed.
 *
 * The headers go first: the client takes a stream that fails without any for one that never reached the server, and
 * opens it twice again, seconds apart, whatever the status says.
 */
export function failStream(
  call: Pick<ServerWritableStream<never, never>, 'emit' | 'sendMetadata'>,
  error: unknown,
): void {
  call.sendMetadata(new Metadata());
  call.emit('error', toServerError(error));
}

/** A method that this server leaves out. */
export function refuse(what: string): () => Promise<never> {
  return async () => {
    throw unimplemented(what);
  };
}

/** Strikes with a fault that comes before a call: waits, or refuses it. @returns the fault that was planned */
export async function faultBefore({ faults }: CallRules, name: string): Promise<Fault | undefined> {
  const fault = await faults?.before('firestore', name);
  if (fault?.kind === 'delay') await wait(fault.milliseconds);
  if (fault?.kind === 'fail') throw new FirestoreError(fault.status, `Injected fault: ${name} was refused.`);
  return fault;
}

/** The answer is lost: the caller cannot tell whether the call was carried out. */
export function lostAnswer(name: string): FirestoreError {
  return new FirestoreError('UNAVAILABLE', `Injected fault: the answer to ${name} was lost.`);
}

/** An error as gRPC sends it. What is not ours is a defect of this server: its stack goes to standard error. */
function toServerError(error: unknown): Partial<ServerErrorResponse> {
  if (error instanceof FirestoreError) return { code: error.code, details: error.message };
  console.error('local Firestore:', error);
  return { code: status.INTERNAL, details: `Internal error of the local Firestore: ${error}` };
}

async function carryOut<Request extends object, Reply>(
  rules: CallRules,
  name: string,
  method: Method<Request, Reply>,
  call: ServerUnaryCall<Request, Reply> | ServerWritableStream<Request, unknown>,
): Promise<Reply> {
  const cancelled = new AbortController();
  call.on('cancelled', () => cancelled.abort());
  const fault = await faultBefore(rules, name);
  checkRequestSize(call.request);
  const reply = await method(rules.engine, call.request, { signal: cancelled.signal, connection: call.getPeer() });
  if (fault?.kind === 'drop') throw lostAnswer(name);
  return reply;
}

import type { RelayedReply, RelayedRequest } from '../../../scripting/messages.ts';
import { awaitReply, replyMemory } from '../../../scripting/shared-reply.ts';

/** Sends requests of the client to the console. */
export interface Relay {
  /** Asks for a reply that comes later. */
  ask(request: RelayedRequest, take: (reply: RelayedReply) => void): void;
  /** Waits for a reply. @throws Error where the browser cannot */
  wait(request: RelayedRequest): RelayedReply;
}

/** The request that a task would begin with: thrown in its place, so that the task can be started by the user. */
export class CapturedRequest extends Error {
  readonly request: RelayedRequest;

  constructor(request: RelayedRequest) {
    super('The request was taken for a task.');
    this.request = request;
  }
}

/** Waits for a reply in memory that is shared with the frame. */
export function waitInFrame(request: RelayedRequest): RelayedReply {
  if (!self.crossOriginIsolated) {
    throw new Error('This browser cannot wait for a value: give getInfo a callback, or use evaluate().');
  }
  const memory = replyMemory();
  (self as unknown as Worker).postMessage({ request, memory });
  return awaitReply(memory);
}

/**
 * The XMLHttpRequest of a script's worker, as far as the client uses it: requests are made by the console.
 * @param capturing whether the next request is to be taken for a task
 */
export function relayedXmlHttpRequest(relay: Relay, capturing: () => boolean): new () => object {
  return class RelayedXmlHttpRequest {
    readyState = 0;
    status = 0;
    statusText = '';
    responseText = '';
    responseURL = '';
    onreadystatechange: (() => void) | null = null;
    #method = 'GET';
    #async = true;
    #aborted = false;
    #sent: Record<string, string> = {};
    #received: RelayedReply['headers'] = {};

    get response(): string {
      return this.responseText;
    }

    open(method: string, url: string, isAsync = true): void {
      this.#method = method;
      this.responseURL = url;
      this.#async = isAsync;
      this.#become(1);
    }

    setRequestHeader(name: string, value: string): void {
      this.#sent[name.toLowerCase()] = value;
    }

    send(body?: string | null): void {
      const request = { method: this.#method, url: this.responseURL, headers: this.#sent, body: body || undefined };
      if (capturing()) throw new CapturedRequest(request);
      if (this.#async) relay.ask(request, (reply) => this.#take(reply));
      else this.#take(relay.wait(request));
    }

    abort(): void {
      this.#aborted = true;
    }

    getResponseHeader(name: string): string | null {
      return this.#received[name.toLowerCase()] ?? null;
    }

    getAllResponseHeaders(): string {
      return Object.entries(this.#received)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('');
    }

    #take({ status, headers, text }: RelayedReply): void {
      if (this.#aborted) return;
      this.status = status;
      this.#received = headers;
      this.responseText = text;
      this.#become(4);
    }

    #become(state: number): void {
      this.readyState = state;
      this.onreadystatechange?.();
    }
  };
}

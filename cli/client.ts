import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.ts';
import { withRemedy } from './remedies.ts';

/** Which server is called, in which project, as whom. */
export interface Target {
  /** The address of the API. */
  readonly url: string;
  readonly project: string;
  /** Who calls: a token, or what gets one; undefined where the server asks nobody. */
  readonly credentials: Credentials | undefined;
}

/** Gives a token that counts. @throws Failure */
export type Credentials = () => Promise<string>;

/** An operation as the API tells of it. */
export interface Operation {
  readonly name: string;
  readonly done?: boolean;
  readonly error?: { readonly code: number; readonly message: string };
  readonly metadata: {
    readonly state: string;
    readonly type: string;
    readonly description?: string;
    readonly progress?: number;
    readonly attempt?: number;
    readonly priority?: number;
    readonly createTime: string;
    readonly startTime?: string;
    readonly endTime?: string;
    readonly destinationUris?: readonly string[];
    /** Of a task that repeats another one: that one, and what it read that is another by now. */
    readonly rerunOf?: string;
    readonly changedInputs?: readonly string[];
    readonly stages?: readonly {
      readonly displayName: string;
      readonly completeWorkUnits?: number;
      readonly totalWorkUnits?: string;
      readonly description?: string;
    }[];
  };
}

/** Milliseconds between two questions about an operation. */
const POLL = 250;

/** A client of the REST API. */
export class Client {
  readonly target: Target;

  constructor(target: Target) {
    this.target = target;
  }

  /** `projects/P` */
  get parent(): string {
    return `projects/${this.target.project}`;
  }

  get<T>(path: string): Promise<T> {
    return this.#call<T>('GET', path);
  }

  post<T>(path: string, body: object): Promise<T> {
    return this.#call<T>('POST', path, body);
  }

  patch<T>(path: string, body: object): Promise<T> {
    return this.#call<T>('PATCH', path, body);
  }

  delete(path: string): Promise<object> {
    return this.#call<object>('DELETE', path);
  }

  /** All pages of a list. @param field of the reply that has the list */
  async *list<T>(path: string, field: string): AsyncGenerator<T> {
    let token = '';
    do {
      const mark = path.includes('?') ? '&' : '?';
      const page: { [name: string]: unknown } = await this.get(
        token === '' ? path : `${path}${mark}pageToken=${encodeURIComponent(token)}`,
      );
      yield* (page[field] ?? []) as T[];
      token = String(page['nextPageToken'] ?? '');
    } while (token !== '');
  }

  /**
   * Waits for the end of an operation, however it ends.
   * @param report is called with each state of it
   */
  async ended(name: string, report: (operation: Operation) => void = () => {}): Promise<Operation> {
    for (;;) {
      const operation = await this.get<Operation>(name);
      report(operation);
      if (operation.done) return operation;
      await sleep(POLL);
    }
  }

  /** The bytes of a file that a name stands for, such as a thumbnail. */
  async bytes(path: string): Promise<Uint8Array> {
    const reply = await this.send(`${this.target.url}/v1/${path}`, { method: 'GET', headers: {} });
    if (reply.ok) return reply.bytes();
    throw failureOf(reply.status, (await reply.json().catch(() => ({}))) as ErrorReply);
  }

  /**
   * Sends a request with the caller's credentials, to this server only.
   * @throws Failure for another address, and where nobody answers
   */
  async send(address: string, { method, headers, body }: Request): Promise<Response> {
    const { url, project, credentials } = this.target;
    if (!address.startsWith(`${url}/`)) throw new Failure(`Only ${url} is called, not ${address.slice(0, 200)}.`);
    const token = await credentials?.();
    try {
      return await fetch(address, {
        method,
        headers: {
          'x-goog-user-project': project,
          ...headers,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body }),
      });
    } catch {
      throw new Failure(`There is no server at ${url}. Start one with 'terrane serve', or name another with --url.`);
    }
  }

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const reply = await this.send(`${this.target.url}/v1/${path}`, {
      method,
      headers: body ? { 'content-type': 'application/json' } : {},
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const json = (await reply.json().catch(() => ({}))) as T & ErrorReply;
    if (reply.ok) return json;
    throw failureOf(reply.status, json);
  }
}

interface Request {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface ErrorReply {
  readonly error?: { readonly message: string };
}

function failureOf(status: number, { error }: ErrorReply): Failure {
  return new Failure(withRemedy(error?.message ?? `The server answered with ${status}.`));
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.ts';

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

  async #call<T>(method: string, path: string, body?: object): Promise<T> {
    const { url, project, credentials } = this.target;
    const token = await credentials?.();
    let reply: Response;
    try {
      reply = await fetch(`${url}/v1/${path}`, {
        method,
        headers: {
          'x-goog-user-project': project,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    } catch {
      throw new Failure(`There is no server at ${url}. Start one with 'terrane serve', or name another with --url.`);
    }
    const json = (await reply.json().catch(() => ({}))) as T & { error?: { message: string } };
    if (reply.ok) return json;
    const message = json.error?.message ?? `The server answered with ${reply.status}.`;
    throw new Failure(
      reply.status === 401
        ? `${message}\nSay who you are: --key FILE (TERRANE_KEY), as 'terrane key create' writes it, or --token (TERRANE_TOKEN).`
        : message,
    );
  }
}

import { setTimeout as sleep } from 'node:timers/promises';

/** The fields of an operation that are used here. */
export interface Operation {
  readonly name: string;
  readonly done?: boolean;
  readonly error?: { readonly message: string };
  readonly metadata: {
    readonly state: string;
    readonly progress?: number;
    readonly destinationUris?: readonly string[];
  };
}

/** The time between two polls of an operation, in milliseconds, and the part of the time that it has taken so far: each poll is work too. */
const POLL_MILLISECONDS = 50;
const POLL_PART = 1 / 50;

/** A client of the REST API over plain HTTP, for methods that the official clients do not have. */
export class ApiClient {
  readonly #url: string;
  readonly #project: string;

  constructor(url: string, project: string) {
    this.#url = url;
    this.#project = project;
  }

  /** A resource; undefined if there is none. */
  async find<T>(name: string): Promise<T | undefined> {
    const response = await this.#fetch('GET', name);
    return response.status === 404 ? undefined : read<T>(response);
  }

  async post<T = Operation>(path: string, body: object): Promise<T> {
    return read<T>(await this.#fetch('POST', path, body));
  }

  /** Waits for the end of an operation; an error if it did not succeed. */
  async finish(operation: Operation): Promise<Operation> {
    let current = operation;
    const started = performance.now();
    while (!current.done) {
      await sleep(Math.max(POLL_MILLISECONDS, POLL_PART * (performance.now() - started)));
      current = (await this.find<Operation>(current.name)) ?? current;
    }
    if (current.error) throw new Error(`${current.name}: ${current.error.message}`);
    return current;
  }

  #fetch(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${this.#url}/v1/${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-goog-user-project': this.#project, ...authorization() },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }
}

/** The secret of a server that asks for one: TERRANE_TOKEN. */
function authorization(): { authorization?: string } {
  const token = process.env['TERRANE_TOKEN'];
  return token ? { authorization: `Bearer ${token}` } : {};
}

async function read<T>(response: Response): Promise<T> {
  const json = (await response.json()) as T & { error?: { message: string } };
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${json.error?.message ?? ''}`);
  return json;
}

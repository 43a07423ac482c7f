import { randomInt } from 'node:crypto';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { HttpRequest } from './messages.ts';
import type { QueueConfig } from './queue-config.ts';
import type { TaskRequest } from './task-request.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS queues (
    name TEXT PRIMARY KEY, config TEXT NOT NULL, paused INTEGER NOT NULL, purged REAL
  ) WITHOUT ROWID;
  -- Times in milliseconds since 1970. busy: an attempt is under way in this process.
  CREATE TABLE IF NOT EXISTS tasks (
    serial INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, id TEXT NOT NULL, named INTEGER NOT NULL,
    created REAL NOT NULL, due REAL NOT NULL, busy INTEGER NOT NULL DEFAULT 0,
    deadline INTEGER NOT NULL, request TEXT NOT NULL, attempts TEXT NOT NULL,
    UNIQUE (queue, id)
  );
  CREATE INDEX IF NOT EXISTS tasks_by_due ON tasks (queue, busy, due);
  -- Names that must not be used again yet: of tasks that are done or deleted, and of deleted queues.
  CREATE TABLE IF NOT EXISTS used_names (name TEXT PRIMARY KEY, until REAL NOT NULL) WITHOUT ROWID;
`;

/** The attempts of a task. Times in milliseconds since 1970. */
export interface Attempts {
  dispatched: number;
  responded: number;
  /** Responses other than 5xx: the "execution count" of the headers. */
  executed: number;
  first?: number;
  last?: { scheduled: number; dispatched: number; responded?: number; status?: { code: number; message: string } };
  /** HTTP status of the attempt before, and why it counts as failed. */
  previousResponse?: number;
  retryReason?: string;
}

export interface StoredTask {
  serial: number;
  queue: string;
  id: string;
  created: number;
  due: number;
  deadline: number;
  request: HttpRequest;
  attempts: Attempts;
}

export interface StoredQueue {
  name: string;
  config: QueueConfig;
  paused: boolean;
  purged: number | undefined;
}

/** Queues and tasks in SQLite, in a file or `:memory:`. */
export class TaskStore {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** Attempts that a stopped or killed server left under way are due again: delivery is at least once. */
  constructor(path: string, now: number) {
    this.#connection = new DatabaseSync(path);
    this.#connection.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    this.#connection.exec(SCHEMA);
    this.#sql('UPDATE tasks SET busy = 0').run();
    this.#sql('DELETE FROM used_names WHERE until <= ?').run(now);
  }

  close(): void {
    this.#connection.close();
  }

  putQueue(queue: StoredQueue): void {
    this.#sql('INSERT OR REPLACE INTO queues VALUES (?, ?, ?, ?)').run(
      queue.name,
      JSON.stringify(queue.config),
      queue.paused ? 1 : 0,
      queue.purged ?? null,
    );
  }

  queue(name: string): StoredQueue | undefined {
    const row = this.#sql('SELECT * FROM queues WHERE name = ?').get(name);
    return row && queueFromRow(row);
  }

  /** The queues of a location (all where it is ''), by name, from after `after` on. */
  queues(location: string, after: string, most: number): StoredQueue[] {
    const prefix = location && `${location}/queues/`;
    return this.#sql('SELECT * FROM queues WHERE substr(name, 1, length(?1)) = ?1 AND name > ?2 ORDER BY name LIMIT ?3')
      .all(prefix, after, most)
      .map(queueFromRow);
  }

  deleteQueue(name: string): void {
    this.#sql('DELETE FROM tasks WHERE queue = ?').run(name);
    this.#sql('DELETE FROM queues WHERE name = ?').run(name);
  }

  /** A new task, under a random number where `id` is undefined; undefined where the name is taken. */
  addTask(queue: string, id: string | undefined, request: TaskRequest, now: number): StoredTask | undefined {
    const row = this.#sql(
      `INSERT INTO tasks (queue, id, named, created, due, deadline, request, attempts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING RETURNING *`,
    ).get(
      queue,
      id ?? String(randomInt(2 ** 46, 2 ** 47)) + String(randomInt(1e6)).padStart(6, '0'),
      id === undefined ? 0 : 1,
      now,
      request.due,
      request.deadline,
      JSON.stringify({ ...request.http, body: request.http.body?.toString('base64') }),
      JSON.stringify({ dispatched: 0, responded: 0, executed: 0 } satisfies Attempts),
    );
    return row && taskFromRow(row);
  }

  task(queue: string, id: string): StoredTask | undefined {
    const row = this.#sql('SELECT * FROM tasks WHERE queue = ? AND id = ?').get(queue, id);
    return row && taskFromRow(row);
  }

  /** The tasks of a queue by id, from after `after` on. */
  tasks(queue: string, after: string, most: number): StoredTask[] {
    return this.#sql('SELECT * FROM tasks WHERE queue = ? AND id > ? ORDER BY id LIMIT ?')
      .all(queue, after, most)
      .map(taskFromRow);
  }

  /** The task of a queue that is due first among those without an attempt under way. */
  nextTask(queue: string): StoredTask | undefined {
    const row = this.#sql('SELECT * FROM tasks WHERE queue = ? AND busy = 0 ORDER BY due, serial LIMIT 1').get(queue);
    return row && taskFromRow(row);
  }

  /** Records the beginning of an attempt. */
  begin(serial: number, attempts: Attempts): void {
    this.#sql('UPDATE tasks SET busy = 1, attempts = ? WHERE serial = ?').run(JSON.stringify(attempts), serial);
  }

  /** Records a failed attempt and when the next one is due; false where the task is gone. */
  postpone(serial: number, attempts: Attempts, due: number): boolean {
    const { changes } = this.#sql('UPDATE tasks SET busy = 0, attempts = ?, due = ? WHERE serial = ?').run(
      JSON.stringify(attempts),
      due,
      serial,
    );
    return changes === 1;
  }

  /** Removes a task and keeps its name from being used until a time; false where it was gone already. */
  removeTask(serial: number, until: number): boolean {
    const row = this.#sql('DELETE FROM tasks WHERE serial = ? RETURNING queue, id, named').get(serial);
    // Nobody can ask for a random name again.
    if (row?.['named']) this.useName(`${row['queue']}/tasks/${row['id']}`, until);
    return row !== undefined;
  }

  /** Removes all tasks of a queue. */
  purge(queue: string, until: number): void {
    this.#sql(
      `INSERT OR REPLACE INTO used_names SELECT queue || '/tasks/' || id, ? FROM tasks WHERE queue = ? AND named = 1`,
    ).run(until, queue);
    this.#sql('DELETE FROM tasks WHERE queue = ?').run(queue);
  }

  useName(name: string, until: number): void {
    this.#sql('INSERT OR REPLACE INTO used_names VALUES (?, ?)').run(name, until);
  }

  /** Whether a name of a task or a queue was used too recently. */
  isUsed(name: string, now: number): boolean {
    return this.#sql('SELECT 1 FROM used_names WHERE name = ? AND until > ?').get(name, now) !== undefined;
  }

  #sql(text: string): StatementSync {
    let statement = this.#statements.get(text);
    if (!statement) {
      statement = this.#connection.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }
}

function queueFromRow(row: Record<string, unknown>): StoredQueue {
  return {
    name: row['name'] as string,
    config: JSON.parse(row['config'] as string) as QueueConfig,
    paused: row['paused'] === 1,
    purged: (row['purged'] as number | null) ?? undefined,
  };
}

function taskFromRow(row: Record<string, unknown>): StoredTask {
  const { body, ...request } = JSON.parse(row['request'] as string) as HttpRequest & { body?: string };
  return {
    serial: row['serial'] as number,
    queue: row['queue'] as string,
    id: row['id'] as string,
    created: row['created'] as number,
    due: row['due'] as number,
    deadline: row['deadline'] as number,
    request: { ...request, ...(body !== undefined && { body: Buffer.from(body, 'base64') }) },
    attempts: JSON.parse(row['attempts'] as string) as Attempts,
  };
}

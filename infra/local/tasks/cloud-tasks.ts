import { status } from '@grpc/grpc-js';
import { type DispatchContext, Dispatcher } from './dispatcher.ts';
import { noSuchQueue, noSuchTask, notImplemented, TasksError } from './errors.ts';
import type { Queue, Task, View } from './messages.ts';
import { checkLocationName, parseQueueName, parseTaskName } from './names.ts';
import { DEFAULT_CONFIG, updateConfig } from './queue-config.ts';
import type { StoredQueue, StoredTask } from './store.ts';
import { queueMessage, taskMessage } from './task-message.ts';
import { parseTaskRequest, type TaskLimits } from './task-request.ts';

/** Milliseconds for which the name of a deleted queue cannot be used again (cloudtasks.proto, DeleteQueue). */
const QUEUE_NAME_REST = 7 * 24 * 3600 * 1000;

/** A call that names a page of a list. */
interface PageRequest {
  parent: string;
  pageSize?: number;
  pageToken?: string;
}

/** The methods of google.cloud.tasks.v2.CloudTasks: a request in, the answer out, a TasksError thrown. */
export class CloudTasks {
  readonly #context: DispatchContext;
  readonly #limits: TaskLimits;
  readonly #dispatchers = new Map<string, Dispatcher>();
  /** The last deliveries of deleted queues, until they have ended. */
  readonly #leaving = new Set<Promise<void>>();

  /** Starts dispatching all queues of the store; due tasks are dispatched at once. */
  constructor(context: DispatchContext, limits: TaskLimits) {
    this.#context = context;
    this.#limits = limits;
    for (const queue of context.store.queues('', '', Number.MAX_SAFE_INTEGER)) this.#dispatch(queue);
  }

  /** Ends all dispatching; no delivery is under way afterwards. */
  async stop(): Promise<void> {
    await Promise.all([...this.#leaving, ...[...this.#dispatchers.values()].map((dispatcher) => dispatcher.stop())]);
  }

  CreateQueue({ parent, queue }: { parent: string; queue?: Queue }): Queue {
    checkLocationName(parent);
    const name = queue?.name ?? '';
    if (parseQueueName(name).location !== parent) {
      throw new TasksError(status.INVALID_ARGUMENT, `Queue.name must begin with the parent ${parent}, not "${name}"`);
    }
    if (this.#context.store.queue(name)) throw new TasksError(status.ALREADY_EXISTS, `Queue already exists: ${name}`);
    return this.#createQueue(name, queue ?? {});
  }

  GetQueue({ name }: { name: string }): Queue {
    return queueMessage(this.#queue(name));
  }

  ListQueues({ parent, filter, ...page }: PageRequest & { filter?: string }) {
    checkLocationName(parent);
    if (filter) throw notImplemented('the filter of ListQueues', 'filter the queues that come.');
    const { rows, nextPageToken } = takePage(page, 9800, (after, most) =>
      this.#context.store.queues(parent, after, most).map((queue) => ({ key: queue.name, queue })),
    );
    return { queues: rows.map(({ queue }) => queueMessage(queue)), nextPageToken };
  }

  /** Creates the queue where there is none, as documented. */
  UpdateQueue({ queue, updateMask }: { queue?: Queue; updateMask?: { paths?: string[] } }): Queue {
    const name = queue?.name ?? '';
    parseQueueName(name);
    const current = this.#context.store.queue(name);
    if (!current) return this.#createQueue(name, queue ?? {});
    const config = updateConfig(current.config, queue ?? {}, updateMask?.paths);
    return this.#changeQueue({ ...current, config });
  }

  DeleteQueue({ name }: { name: string }): object {
    const { store } = this.#context;
    this.#queue(name);
    const left = this.#dispatchers.get(name)!.stop();
    this.#leaving.add(left);
    void left.finally(() => this.#leaving.delete(left));
    this.#dispatchers.delete(name);
    store.deleteQueue(name);
    store.useName(name, Date.now() + QUEUE_NAME_REST);
    return {};
  }

  PurgeQueue({ name }: { name: string }): Queue {
    const queue = this.#queue(name);
    const now = Date.now();
    this.#context.store.purge(name, now + this.#context.dedupeWindow);
    return this.#changeQueue({ ...queue, purged: now });
  }

  PauseQueue({ name }: { name: string }): Queue {
    return this.#changeQueue({ ...this.#queue(name), paused: true });
  }

  ResumeQueue({ name }: { name: string }): Queue {
    return this.#changeQueue({ ...this.#queue(name), paused: false });
  }

  CreateTask({ parent, task, responseView }: { parent: string; task?: Task; responseView?: View }): Task {
    const { store } = this.#context;
    this.#queue(parent);
    const now = Date.now();
    const name = task?.name || undefined;
    const id = name && parseTaskName(name).id;
    if (name && parseTaskName(name).queue !== parent) {
      throw new TasksError(status.INVALID_ARGUMENT, `Task.name must begin with the parent ${parent}, not "${name}"`);
    }
    const request = parseTaskRequest(task ?? {}, this.#limits, now);
    if (name && store.isUsed(name, now)) {
      const message = 'The task cannot be created because a task with this name existed too recently.';
      throw new TasksError(status.ALREADY_EXISTS, message);
    }
    const stored = store.addTask(parent, id, request, now);
    if (!stored) throw new TasksError(status.ALREADY_EXISTS, `Requested entity already exists: ${name}`);
    const dispatcher = this.#dispatchers.get(parent)!;
    // After the answer is on its way: the creator hears of its task before the worker does, as it mostly would.
    setImmediate(() => dispatcher.look());
    return taskMessage(stored, responseView);
  }

  GetTask({ name, responseView }: { name: string; responseView?: View }): Task {
    return taskMessage(this.#task(name), responseView);
  }

  ListTasks({ parent, responseView, ...page }: PageRequest & { responseView?: View }) {
    this.#queue(parent);
    const { rows, nextPageToken } = takePage(page, 1000, (after, most) =>
      this.#context.store.tasks(parent, after, most).map((task) => ({ key: task.id, task })),
    );
    return { tasks: rows.map(({ task }) => taskMessage(task, responseView)), nextPageToken };
  }

  DeleteTask({ name }: { name: string }): object {
    this.#context.store.removeTask(this.#task(name).serial, Date.now() + this.#context.dedupeWindow);
    return {};
  }

  RunTask({ name, responseView }: { name: string; responseView?: View }): Task {
    const task = this.#task(name);
    return taskMessage(this.#dispatchers.get(task.queue)!.run(task), responseView);
  }

  #queue(name: string): StoredQueue {
    parseQueueName(name);
    const queue = this.#context.store.queue(name);
    if (!queue) throw noSuchQueue(name);
    return queue;
  }

  #task(name: string): StoredTask {
    const { queue, id } = parseTaskName(name);
    this.#queue(queue);
    const task = this.#context.store.task(queue, id);
    if (!task) throw noSuchTask(name);
    return task;
  }

  #createQueue(name: string, message: Queue): Queue {
    if (this.#context.store.isUsed(name, Date.now())) {
      const text = 'The queue cannot be created because a queue with this name existed too recently (7 days).';
      throw new TasksError(status.FAILED_PRECONDITION, text);
    }
    const config = updateConfig(DEFAULT_CONFIG, message);
    return this.#changeQueue({ name, config, paused: false, purged: undefined });
  }

  #changeQueue(queue: StoredQueue): Queue {
    this.#context.store.putQueue(queue);
    this.#dispatch(queue);
    return queueMessage(queue);
  }

  /** Has the queue's dispatcher, made where there is none yet, work by the settings of the queue. */
  #dispatch({ name, config, paused }: StoredQueue): void {
    let dispatcher = this.#dispatchers.get(name);
    if (!dispatcher) {
      dispatcher = new Dispatcher(this.#context, name, config, paused);
      this.#dispatchers.set(name, dispatcher);
    }
    dispatcher.configure(config, paused);
  }
}

/** A page of rows in the order of their keys; the token is the last key of the page before. */
function takePage<Row extends { key: string }>(
  page: Omit<PageRequest, 'parent'>,
  most: number,
  read: (after: string, most: number) => Row[],
): { rows: Row[]; nextPageToken: string } {
  const size = Math.min(page.pageSize || most, most);
  const after = Buffer.from(page.pageToken ?? '', 'base64url').toString();
  const rows = read(after, size + 1);
  const more = rows.length > size;
  rows.length = Math.min(rows.length, size);
  return { rows, nextPageToken: more ? Buffer.from(rows.at(-1)!.key).toString('base64url') : '' };
}

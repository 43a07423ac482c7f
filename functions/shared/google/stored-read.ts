import type { MessagePort } from 'node:worker_threads';

/*
 * Firestore's client takes a fifth of a second and some twenty megabytes of each thread that loads it. Threads that compute do without: the main
 * thread reads for them.
 */

interface Question {
  readonly id: number;
  /** The name of the read. */
  readonly read: string;
  readonly args: readonly unknown[];
}

type Answer = { readonly id: number } & ({ readonly found: unknown } | { readonly failed: Failed });

/** An error: `postMessage` keeps no code of one. */
interface Failed {
  readonly message: string;
  /** Of gRPC. */
  readonly code?: number;
}

/** Reads by name. */
type Reads = { readonly [name: string]: (...args: never[]) => Promise<unknown> };

let ask: ((read: string, args: readonly unknown[]) => Promise<unknown>) | undefined;

/**
 * A function that reads from Firestore: in the main thread by itself, in others by way of the main thread.
 * @param name of the read among those that the main thread answers: arguments and results are copied by `postMessage`
 * @param load loads the function itself
 */
export function storedRead<A extends readonly unknown[], R>(
  name: string,
  load: () => Promise<(...args: A) => Promise<R>>,
): (...args: A) => Promise<R> {
  return async (...args) => (ask ? ((await ask(name, args)) as R) : (await load())(...args));
}

/** From now on this thread asks for reads at the other side of a port. */
export function askForReads(port: MessagePort): void {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let asked = 0;
  port.on('message', (answer: Answer) => {
    const { resolve, reject } = waiting.get(answer.id)!;
    waiting.delete(answer.id);
    if ('found' in answer) resolve(answer.found);
    else reject(Object.assign(new Error(answer.failed.message), { code: answer.failed.code }));
  });
  ask = (read, args) => {
    const question: Question = { id: asked++, read, args };
    const answered = Promise.withResolvers<unknown>();
    waiting.set(question.id, answered);
    port.postMessage(question);
    return answered.promise;
  };
}

/** Carries out the reads that are asked for at the other side of a port. The process does not stay alive for them. */
export function answerReads(port: MessagePort, reads: Reads): void {
  const answer = async ({ id, read, args }: Question): Promise<Answer> => {
    try {
      return { id, found: await reads[read]!(...(args as never[])) };
    } catch (error) {
      return { id, failed: failedOf(error) };
    }
  };
  port.on('message', async (question: Question) => {
    const answered = await answer(question);
    try {
      port.postMessage(answered);
    } catch (error) {
      // What cannot be copied must not end the process.
      port.postMessage({ id: question.id, failed: failedOf(error) } satisfies Answer);
    }
  });
  port.unref();
}

function failedOf(error: unknown): Failed {
  if (!(error instanceof Error)) return { message: String(error) };
  return { message: error.message, ...('code' in error && typeof error.code === 'number' ? { code: error.code } : {}) };
}

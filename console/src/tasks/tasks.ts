import { computed, effect, signal, untracked } from '@preact/signals';
import { cancelOperation, listOperations, type Operation, startOperation } from '../api/operations.ts';
import { project, refusal, token } from '../api/session.ts';

/** An export that a script has described and the user has not started. */
export interface Draft {
  readonly id: number;
  /** `image:export` and the like. */
  readonly method: string;
  readonly body: { readonly [field: string]: unknown };
}

/** The drafts of the last run, the newest first. */
export const drafts = signal<readonly Draft[]>([]);
/** The operations of the project, the newest first; undefined until they are known. */
export const operations = signal<readonly Operation[] | undefined>(undefined);
export const tasksError = signal<string | undefined>(undefined);

/** Those that have not ended. */
export const active = computed(() => operations.value?.filter(({ done }) => !done).length ?? 0);

let count = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Time until the next look: while something runs, and while nothing does. Milliseconds. */
const BUSY = 700;
const QUIET = 20_000;
/** At first: a server that has just been started may still be importing its samples. Milliseconds, and for how long. */
const AT_FIRST = 2_000;
const FIRST = 20_000;

export function addDraft(method: string, body: Draft['body']): void {
  count += 1;
  drafts.value = [{ id: count, method, body }, ...drafts.peek()];
}

export function dropDraft(id: number): void {
  drafts.value = drafts.peek().filter((draft) => draft.id !== id);
}

/** Starts an export. @throws ApiError */
export async function startDraft(id: number, method: string, body: object): Promise<void> {
  await startOperation(method, body);
  dropDraft(id);
  await refreshTasks();
}

export async function cancelTask(name: string): Promise<void> {
  await cancelOperation(name).catch((error: Error) => {
    tasksError.value = error.message;
  });
  await refreshTasks();
}

/** Looks at the operations now, and again as often as is useful. */
export async function refreshTasks(): Promise<void> {
  clearTimeout(timer);
  try {
    operations.value = await listOperations();
    tasksError.value = undefined;
  } catch (error) {
    tasksError.value = (error as Error).message;
  }
  clearTimeout(timer);
  // Nobody asks for a page that is not seen, or who has to sign in first.
  if (refusal.peek() === undefined)
    timer = setTimeout(whileSeen, active.peek() > 0 ? BUSY : performance.now() < FIRST ? AT_FIRST : QUIET);
}

function whileSeen(): void {
  if (document.visibilityState === 'visible') void refreshTasks();
  else document.addEventListener('visibilitychange', () => void refreshTasks(), { once: true });
}

// Another project, or another caller.
effect(() => {
  void [project.value, token.value];
  operations.value = undefined;
  void untracked(refreshTasks);
});

import { signal } from '@preact/signals';
import type { JSX } from 'preact';

interface Notice {
  readonly id: number;
  readonly text: string;
  readonly isError: boolean;
}

const notices = signal<readonly Notice[]>([]);
let count = 0;

/** How long a notice stays, in milliseconds; errors stay longer. */
const STAY = 4000;

/** Says something in passing. */
export function notify(text: string, { isError = false } = {}): void {
  count += 1;
  const id = count;
  notices.value = [...notices.peek(), { id, text, isError }];
  setTimeout(
    () => {
      notices.value = notices.peek().filter((notice) => notice.id !== id);
    },
    isError ? 3 * STAY : STAY,
  );
}

/** Tells of what has failed. */
export function notifyError(error: unknown): void {
  notify(error instanceof Error ? error.message : String(error), { isError: true });
}

/** Puts a text on the clipboard, and says so. */
export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify(`${what} copied`);
  } catch {
    notify(text);
  }
}

export function Notices(): JSX.Element {
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.value.map(({ id, text, isError }) => (
        <div key={id} class={isError ? 'notice error' : 'notice'}>
          {text}
        </div>
      ))}
    </div>
  );
}

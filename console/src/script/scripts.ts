import { signal } from '@preact/signals';
import { keep, kept } from '../api/session.ts';
import { EXAMPLES } from '../examples/examples.ts';

/** A script that the user has saved in this browser. */
export interface SavedScript {
  readonly name: string;
  readonly source: string;
}

const SAVED_KEY = 'terrane.scripts';
const DRAFT_KEY = 'terrane.draft';

function readSaved(): readonly SavedScript[] {
  try {
    const list = JSON.parse(kept(localStorage, SAVED_KEY) ?? '[]') as unknown;
    return Array.isArray(list)
      ? list.filter((one) => typeof one?.name === 'string' && typeof one?.source === 'string')
      : [];
  } catch {
    return [];
  }
}

export const saved = signal<readonly SavedScript[]>(readSaved());
/** The script in the editor. */
export const source = signal(kept(localStorage, DRAFT_KEY) ?? EXAMPLES[0]?.source ?? '');
/** The name under which it is saved; empty for none. */
export const scriptName = signal('');
/** Changes when the editor is to show another text. */
export const loaded = signal(0);

/** The user has typed. */
export function edited(text: string): void {
  source.value = text;
  keep(localStorage, DRAFT_KEY, text);
}

/** Puts a script into the editor. */
export function load(name: string, text: string): void {
  scriptName.value = name;
  edited(text);
  loaded.value += 1;
}

export function save(name: string): void {
  scriptName.value = name;
  const others = saved.peek().filter((one) => one.name !== name);
  store([...others, { name, source: source.peek() }].toSorted((a, b) => a.name.localeCompare(b.name)));
}

export function remove(name: string): void {
  store(saved.peek().filter((one) => one.name !== name));
}

function store(list: readonly SavedScript[]): void {
  saved.value = list;
  keep(localStorage, SAVED_KEY, JSON.stringify(list));
}

/** Puts a line at the beginning of the script, such as one that loads an asset. */
export function prepend(line: string): void {
  edited(`${line}\n${source.peek()}`);
  loaded.value += 1;
}

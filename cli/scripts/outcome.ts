import type { Printed, ScriptLayer } from '../../scripting/messages.ts';
import type { Client } from '../client.ts';
import type { MapView } from './map-picture.ts';
import { runScript, type ScriptEvent } from './run-script.ts';

/** An export that a script describes: as in the Code Editor, nobody has started it. */
export interface ScriptTask {
  /** `image:export` and the like. */
  readonly method: string;
  readonly body: { readonly [field: string]: unknown };
}

/** A mistake of a script. */
export interface ScriptFailure {
  readonly message: string;
  readonly line: number | undefined;
}

/** What a script has left behind. */
export interface ScriptOutcome {
  readonly layers: readonly ScriptLayer[];
  readonly view: MapView | undefined;
  readonly tasks: readonly ScriptTask[];
  readonly failures: readonly ScriptFailure[];
}

/** The zoom level of a map that nothing was said about. */
const ZOOM = 10;

/**
 * Runs a script to its end.
 * @param print is called for each call of print, in order, and awaited before the end
 */
export async function outcomeOf(
  client: Client,
  source: string,
  print: (printed: readonly Printed[]) => Promise<void>,
): Promise<ScriptOutcome> {
  let layers: ScriptLayer[] = [];
  let view: MapView | undefined;
  const tasks: ScriptTask[] = [];
  const failures: ScriptFailure[] = [];
  let printing = Promise.resolve();
  await runScript(client, source, (event: ScriptEvent) => {
    switch (event.kind) {
      case 'print':
        printing = printing.then(() => print(event.printed));
        break;
      case 'layer':
        layers.push(event.layer);
        break;
      case 'clear-layers':
        layers = [];
        break;
      case 'center':
        view = { ...event, kind: 'place', zoom: event.zoom ?? (view?.kind === 'place' ? view.zoom : ZOOM) };
        break;
      case 'center-object':
        view = { ...event, kind: 'object' };
        break;
      case 'task':
        tasks.push(event);
        break;
      case 'failed':
        failures.push(event);
        break;
    }
  });
  await printing;
  return { layers, view, tasks, failures };
}

/** What a task is called: its description, else its kind. */
export function taskName({ method, body }: ScriptTask): string {
  return typeof body['description'] === 'string' ? body['description'] : method;
}

import { useComputed, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon, IconButton } from '../app/icons.tsx';
import { copy, notify } from '../app/notices.tsx';
import { rightTab } from '../app/panes.ts';
import { drawings, removeDrawing } from '../map/drawing.ts';
import type { Editor } from './editor.ts';
import { output, prepare, run, running, stop } from './runner.ts';
import { edited, loaded, save, scriptName, source } from './scripts.ts';
import { shareLink } from './share.ts';

/** The editor, and what is done with its script. */
export function ScriptPane(): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor | undefined>(undefined);
  const isReady = useSignal(false);
  const start = () => {
    editor.current?.mark(undefined);
    rightTab.value = 'console';
    void run(source.peek());
  };
  useEffect(() => {
    let isGone = false;
    void import('./editor.ts').then(({ makeEditor }) => {
      if (isGone || !host.current) return;
      editor.current = makeEditor(host.current, { text: source.peek(), changed: edited, run: start });
      isReady.value = true;
    });
    requestIdleCallback(prepare);
    return () => {
      isGone = true;
      editor.current?.destroy();
    };
  }, []);
  // Texts that do not come from the keyboard.
  useEffect(
    () =>
      loaded.subscribe(() => {
        if (editor.current) editor.current.setText(source.peek());
      }),
    [],
  );
  const failed = useComputed(() => output.value.findLast((line) => line.kind === 'failed'));
  useEffect(
    () =>
      failed.subscribe((line) => {
        if (line?.kind === 'failed') editor.current?.mark(line.syntax ? editor.current.wrongLine() : line.line);
      }),
    [],
  );
  const keepScript = () => {
    const name = scriptName.peek() || prompt('Name of the script')?.trim();
    if (!name) return;
    save(name);
    notify(`${name} saved in this browser`);
  };
  return (
    <section class="script" aria-label="Script">
      <div class="bar">
        <input
          class="script-name"
          aria-label="Name of the script"
          placeholder="Unnamed script"
          value={scriptName.value}
          onInput={(event) => {
            scriptName.value = event.currentTarget.value;
          }}
        />
        <IconButton name="save" label="Save the script in this browser" onClick={keepScript} />
        <IconButton
          name="link"
          label="Copy a link to the script and this view"
          onClick={() => void shareLink().then((link) => copy(link, 'Link'))}
        />
        {running.value ? (
          <button type="button" class="danger" onClick={stop}>
            <Icon name="stop" /> Stop
          </button>
        ) : (
          <button type="button" class="primary" onClick={start} title="Ctrl+Enter">
            <Icon name="play" /> Run
          </button>
        )}
      </div>
      {drawings.value.length > 0 && (
        <ul class="variables" aria-label="Variables of the script that were drawn">
          {drawings.value.map(({ name, geometry }) => (
            <li key={name}>
              <span class="mono">{name}</span> {geometry.type}
              <IconButton name="close" label={`Remove ${name}`} onClick={() => removeDrawing(name)} />
            </li>
          ))}
        </ul>
      )}
      <div class="editor" ref={host} aria-busy={!isReady.value} />
    </section>
  );
}

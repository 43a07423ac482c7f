import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from './icons.tsx';

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly children: ComponentChildren;
}

/** A dialog above the page, of which the browser keeps the focus in it. */
export function Dialog({ title, close, children }: DialogProps): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => element.current?.showModal(), []);
  return (
    <dialog ref={element} class="dialog" aria-label={title} onClose={close}>
      <div class="dialog-body">
        <header>
          <h2>{title}</h2>
          <IconButton name="close" label="Close" onClick={close} />
        </header>
        {children}
      </div>
    </dialog>
  );
}
